package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.CacheOutcome;
import dev.tensors.tsr.previews.PreviewFolder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Receives the outcomes of caching models with their pictures. */
public interface PreviewListener {

  /**
   * The failures among the pictures of a model.
   *
   * @param pictures the number of pictures that could not be kept, from 1
   * @param reason of the first failure, part of one line for the user
   */
  record Lack(int pictures, String reason) {}

  /**
   * Called for each model, in their order, when all its pictures have been tried.
   *
   * @param lack the failures; null: none
   */
  void model(CacheOutcome outcome, @Nullable Lack lack);

  /**
   * Called at the end, if CivitAI no longer has the pictures of some images.
   *
   * @param images their number, from 1; the next images replaced them where there were any
   */
  void withdrawn(int images);

  /**
   * Called at the end for each host of pictures that was left alone, since it throttled or failed.
   *
   * @param sentence on the host, with its reason and what to do
   */
  void leftAlone(String sentence);

  /** Called at the end, if a picture could not be stored. The remaining ones were not requested. */
  void notStored(PreviewFolder folder, IOException failure);
}
