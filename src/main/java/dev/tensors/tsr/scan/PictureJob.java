package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.OwnImages.OwnImage;
import dev.tensors.tsr.catalog.PictureWriter;
import dev.tensors.tsr.images.PictureContents;
import dev.tensors.tsr.images.PictureMentions;
import dev.tensors.tsr.images.PictureReader;
import dev.tensors.tsr.images.PictureReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture to read.
 *
 * @param before the picture as it is recorded; null: it is not
 * @param origins recorded pictures that it may have been under another path
 */
record PictureJob(FoundFile file, @Nullable OwnImage before, List<OwnImage> origins) {

  /** Reads the picture; a thread of the pool calls this. */
  PictureWriter.Read read() {
    Path path = file.path();
    FileStamp stamp = file.stamp();
    PictureReading reading = PictureReader.readPicture(path);
    if (!isStill(path, stamp)) {
      return PictureWriter.Read.failed(
          path.toString(), FileStamp.UNKNOWN, "it is being written; try again later");
    }
    return switch (reading) {
      case PictureContents contents ->
          new PictureWriter.Read(
              path.toString(),
              stamp,
              contents.tool(),
              contents.prompt(),
              contents.negativePrompt(),
              contents.width(),
              contents.height(),
              contents.problem(),
              null,
              PictureMentions.of(contents));
      case PictureReading.Failed(String reason, boolean mayPass) ->
          PictureWriter.Read.failed(path.toString(), mayPass ? FileStamp.UNKNOWN : stamp, reason);
    };
  }

  private static boolean isStill(Path path, FileStamp stamp) {
    try {
      return FileStamps.of(path).hasSizeAndTimeOf(stamp);
    } catch (IOException e) {
      return false;
    }
  }
}
