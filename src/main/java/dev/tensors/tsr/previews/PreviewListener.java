package dev.tensors.tsr.previews;

import dev.tensors.tsr.link.CacheOutcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Receives the outcomes of caching models with their pictures. */
public interface PreviewListener {

  /**
   * The pictures of a model that could not be kept.
   *
   * @param pictures how many, from 1
   * @param reason of the first one, part of one line for the user
   */
  record Lack(int pictures, String reason) {}

  /**
   * A model is cached, and its pictures are kept.
   *
   * @param lack null if no picture failed
   */
  void model(CacheOutcome outcome, @Nullable Lack lack);

  /** A number of images, from 1, whose pictures CivitAI no longer has; others took their places. */
  void withdrawn(int images);

  /** A picture could not be stored, so that the remaining ones were not asked for. */
  void notStored(PreviewFolder folder, IOException failure);
}
