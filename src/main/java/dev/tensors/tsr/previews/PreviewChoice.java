package dev.tensors.tsr.previews;

import dev.tensors.tsr.catalog.VersionImage;
import java.util.List;

/**
 * Which example images of a version are kept: the first ones.
 *
 * @param most the number of images, from 1
 * @param nsfw whether images count that CivitAI does not mark PG
 */
public record PreviewChoice(int most, boolean nsfw) {

  /** The largest number of images of one version. */
  public static final int MOST = 100;

  /** So many images take the places of those that CivitAI no longer has. */
  private static final int SUBSTITUTES = 20;

  /** The images that are to be kept, and those that take the places of withdrawn ones. */
  List<VersionImage> of(List<VersionImage> images) {
    return images.stream().filter(image -> nsfw || image.isPg()).limit(most + SUBSTITUTES).toList();
  }
}
