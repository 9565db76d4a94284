package dev.tensors.tsr.images;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.library.pictures.PictureWriter;
import dev.tensors.tsr.pictures.PictureMentions;
import dev.tensors.tsr.pictures.PictureReader;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.FoundFile;
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
