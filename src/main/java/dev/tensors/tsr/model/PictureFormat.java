package dev.tensors.tsr.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The formats of pictures and videos that browsers show, recognised by the first bytes of a file.
 */
public enum PictureFormat {
  JPEG("jpeg", "\u00FF\u00D8\u00FF"),
  PNG("png", "\u0089PNG\r\n\u001A\n"),
  WEBP("webp", "RIFF....WEBP"),
  GIF("gif", "GIF8"),
  AVIF("avif", "....ftyp....", MediaBrands::isAvif),
  BMP("bmp", "BM....\0\0\0\0"),
  WEBM("webm", "\u001AE\u00DF\u00A3"),
  MP4("mp4", "....ftyp....", MediaBrands::isVideo);

  /** The formats in which example pictures are fetched and kept. */
  public static final List<PictureFormat> KEPT = List.of(JPEG, PNG, WEBP);

  /** The number of bytes by which a format is recognised. */
  public static final int FIRST_BYTES = 256;

  private final String ending;

  /** One Latin-1 character for each byte; a dot stands for any byte. */
  private final String start;

  /** Tells formats with the same start from each other. */
  private final Predicate<byte[]> difference;

  PictureFormat(String ending, String start) {
    this(ending, start, _ -> true);
  }

  PictureFormat(String ending, String start, Predicate<byte[]> difference) {
    this.ending = ending;
    this.start = start;
    this.difference = difference;
  }

  /** The ending of file names, without a dot. */
  public String ending() {
    return ending;
  }

  /**
   * The format of a file; null if it is none of these.
   *
   * @param content at least the {@link #FIRST_BYTES}, if the file has this many
   */
  public static @Nullable PictureFormat of(byte[] content) {
    for (PictureFormat format : values()) {
      if (format.begins(content) && format.difference.test(content)) {
        return format;
      }
    }
    return null;
  }

  private boolean begins(byte[] content) {
    byte[] expected = start.getBytes(StandardCharsets.ISO_8859_1);
    if (content.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != '.' && expected[i] != content[i]) {
        return false;
      }
    }
    return true;
  }
}
