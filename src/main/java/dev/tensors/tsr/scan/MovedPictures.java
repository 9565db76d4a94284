package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.OwnImages;
import dev.tensors.tsr.catalog.OwnImages.OwnImage;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a picture that was moved, by its size and time: these stay on another disk, too, where
 * a file key does not.
 */
final class MovedPictures {

  /** So that the time does not grow with the square of pictures that all have one time. */
  private static final int MOST_COMPARED = 100;

  private final OwnImages images;
  private final RowIds present;
  private boolean isIndexed;

  /**
   * @param present the rows of the pictures that are known to be somewhere
   */
  MovedPictures(OwnImages images, RowIds present) {
    this.images = images;
    this.present = present;
  }

  /** The recorded picture that a picture without a row was, and that is gone; null if none was. */
  @Nullable OwnImage find(FoundFile file) {
    if (!isIndexed) {
      images.indexStamps();
      isIndexed = true;
    }
    List<OwnImage> gone =
        images.withStampOf(file.stamp(), MOST_COMPARED).stream()
            .filter(image -> !present.contains(image.id()) && FileRecognizer.isGone(image.path()))
            .toList();
    String name = File.separator + file.path().getFileName();
    List<OwnImage> named = gone.stream().filter(image -> image.path().endsWith(name)).toList();
    boolean sure = isExact(file.stamp()) || named.size() == 1;
    if (gone.isEmpty() || !sure) {
      return null;
    }
    return named.isEmpty() ? gone.getFirst() : named.getFirst();
  }

  /** Whether a time is not rounded, as archives and some disks do: pictures could share it. */
  private static boolean isExact(FileStamp stamp) {
    return stamp.mtimeNs() % TimeUnit.SECONDS.toNanos(1) != 0;
  }
}
