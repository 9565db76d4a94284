package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.OwnImages;
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
 * @param before the picture as it is recorded; null: it is new
 */
record PictureJob(FoundFile file, OwnImages.@Nullable OwnImage before) {

  /** Reads the picture; a thread of the pool calls this. */
  OwnImages.Read read() {
    Path path = file.path();
    FileStamp stamp = file.stamp();
    PictureReading reading = PictureReader.read(path);
    if (!isStill(path, stamp)) {
      return failed(path, FileStamp.UNKNOWN, "it is being written; try again later");
    }
    return switch (reading) {
      case PictureContents contents ->
          new OwnImages.Read(
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
          failed(path, mayPass ? FileStamp.UNKNOWN : stamp, reason);
    };
  }

  private static boolean isStill(Path path, FileStamp stamp) {
    try {
      return FileStamps.of(path).hasSizeAndTimeOf(stamp);
    } catch (IOException e) {
      return false;
    }
  }

  private static OwnImages.Read failed(Path path, FileStamp stamp, String reason) {
    return new OwnImages.Read(
        path.toString(), stamp, null, null, null, null, null, null, reason, List.of());
  }
}
