package dev.tensors.tsr.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The formats of pictures that browsers show, told by the first bytes and not by the name. */
enum PictureFormat {
  PNG("png", 0, "\u0089PNG\r\n\u001a\n"),
  JPEG("jpg", 0, "\u00ff\u00d8\u00ff"),
  WEBP("webp", 8, "WEBP"),
  GIF("gif", 0, "GIF8"),
  WEBM("webm", 0, "\u001aE\u00df\u00a3"),
  MP4("mp4", 4, "ftyp");

  private static final int FIRST_BYTES = 16;

  private final String ending;
  private final int at;
  private final String mark;

  PictureFormat(String ending, int at, String mark) {
    this.ending = ending;
    this.at = at;
    this.mark = mark;
  }

  /** Without a dot. */
  String ending() {
    return ending;
  }

  /** The format of a file; null if browsers do not show it. */
  static @Nullable PictureFormat of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      String first = new String(bytes.readNBytes(FIRST_BYTES), StandardCharsets.ISO_8859_1);
      for (PictureFormat format : values()) {
        if (first.startsWith(format.mark, format.at)) {
          return format;
        }
      }
      return null;
    }
  }
}
