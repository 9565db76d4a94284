package dev.tensors.tsr.images;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.SeenRows;
import dev.tensors.tsr.system.PathNames;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recorded pictures that another one may have been, by its size and time: these stay on
 * another disk, too, where a file key does not. Only what the picture tells proves it.
 */
final class MovedPictures {

  /** So that the time does not grow with the square of pictures that all have one time. */
  private static final int MOST_COMPARED = 100;

  private final OwnImages images;
  private final SeenRows present;

  /** Null until they were indexed. */
  private @Nullable Boolean anyRecorded;

  /**
   * @param present the rows of the pictures that are known to be somewhere
   */
  MovedPictures(OwnImages images, SeenRows present) {
    this.images = images;
    this.present = present;
  }

  /** The recorded pictures that a picture without a row may have been, the likeliest first. */
  List<OwnImage> find(FoundFile file) {
    if (anyRecorded == null) {
      anyRecorded = images.indexStamps();
    }
    if (!anyRecorded) {
      return List.of();
    }
    List<OwnImage> gone =
        images.withStampOf(file.stamp(), MOST_COMPARED).stream()
            .filter(image -> !present.contains(image.id()) && FileRecognizer.isGone(image.path()))
            .toList();
    String name = PathNames.HERE.separator() + file.path().getFileName();
    List<OwnImage> named = gone.stream().filter(image -> image.path().endsWith(name)).toList();
    return named.isEmpty() && isExact(file.stamp()) ? gone : named;
  }

  /** Whether a time is not rounded, as archives and some disks do: pictures could share it. */
  private static boolean isExact(FileStamp stamp) {
    return stamp.mtimeNs() % TimeUnit.SECONDS.toNanos(1) != 0;
  }
}
