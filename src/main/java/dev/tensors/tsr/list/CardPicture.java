package dev.tensors.tsr.list;

import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.files.PictureFormat;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.pictures.drawing.Thumbnail;
import dev.tensors.tsr.reading.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws the preview of a file anew: what a terminal gets are pixels, whatever the picture holds.
 */
final class CardPicture {

  private CardPicture() {}

  /**
   * The first picture of a file that can be drawn, as PNG; null, which is told, if there is none.
   * Pictures beside the file come before those that are kept of its version.
   */
  static byte @Nullable [] of(ShownFile shown, Messages messages) {
    Set<Path> pictures = new LinkedHashSet<>();
    Path preview = shown.preview();
    if (preview != null) {
      pictures.add(preview);
    }
    pictures.addAll(shown.beside().pictures());
    shown.previews().forEach(kept -> pictures.add(kept.file()));
    String reason = null;
    for (Path picture : pictures) {
      try {
        return png(picture);
      } catch (IOException e) {
        String failure = picture + " cannot be drawn: " + ReadFailure.of(e);
        reason = reason == null ? failure : reason;
      }
    }
    messages.notice(
        reason == null
            ? "No picture of "
                + RecordedPath.name(shown.details().file().known(FileFields.FILE_PATH))
                + " is here; tsr db cache --linked --previews keeps some of CivitAI's."
            : reason);
    return null;
  }

  private static byte[] png(Path picture) throws IOException {
    if (!Files.isRegularFile(picture) || Files.size(picture) > Thumbnail.LARGEST) {
      throw new IOException("it is no file, or larger than 64 MiB");
    }
    try (InputStream bytes = Files.newInputStream(picture)) {
      byte[] content = bytes.readNBytes((int) Thumbnail.LARGEST);
      byte[] first = Arrays.copyOf(content, Math.min(content.length, PictureFormat.FIRST_BYTES));
      PictureFormat format = PictureFormat.of(first);
      if (format == null) {
        throw new IOException("it is no picture that tsr knows");
      }
      return Thumbnail.png(Thumbnail.of(format, content));
    }
  }
}
