package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.VersionImage;
import java.util.List;

/**
 * Chooses which example images of a version are kept: the first ones.
 *
 * @param most the number of images, from 1
 * @param nsfw whether images that CivitAI does not mark PG are kept, too
 */
public record PreviewChoice(int most, boolean nsfw) {

  /** The largest number of images of one version. */
  public static final int MOST = 100;

  /** The number of further images that may replace images whose picture is gone. */
  private static final int SUBSTITUTES = 20;

  /** The images to keep, and after them the substitutes for images whose picture is gone. */
  List<VersionImage> of(List<VersionImage> images) {
    return images.stream().filter(image -> nsfw || image.isPg()).limit(most + SUBSTITUTES).toList();
  }
}
