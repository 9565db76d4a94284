package dev.tensors.tsr.model.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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

  /**
   * The brands of a file in the container format that AVIF, HEIC, MP4 and QuickTime share (ISO
   * 14496-12). Its first box has the size, {@code ftyp}, the major brand, a version, and compatible
   * brands, each of four bytes.
   */
  private static final class MediaBrands {

    private static final int MAJOR = 8;
    private static final int COMPATIBLE = 16;
    private static final int BRAND = 4;

    private static final Set<String> AVIF = Set.of("avif", "avis");

    /** The major brands of videos: MP4, those derived from it, and QuickTime. */
    private static final Set<String> VIDEO =
        Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
            "mp71", "mmp4", "MSNV", "XAVC", "avc1", "hvc1", "hev1", "av01", "M4V ", "M4VH", "M4VP",
            "f4v ", "F4V ", "dash", "msdh", "cmfc", "3gp4", "3gp5", "3gp6", "qt  ");

    private MediaBrands() {}

    /**
     * Whether a file is a picture in AVIF. Its major brand may be one that other formats have, too.
     */
    static boolean isAvif(byte[] content) {
      int end = Math.min(Math.min(content.length, PictureFormat.FIRST_BYTES), size(content));
      for (int at = COMPATIBLE; at <= end - BRAND; at += BRAND) {
        if (AVIF.contains(brand(content, at))) {
          return true;
        }
      }
      return AVIF.contains(brand(content, MAJOR));
    }

    /** Whether a file is a video. Pictures and audio files may have compatible brands of videos. */
    static boolean isVideo(byte[] content) {
      return VIDEO.contains(brand(content, MAJOR));
    }

    private static int size(byte[] content) {
      int size = ByteBuffer.wrap(content).getInt();
      return size < 0 ? Integer.MAX_VALUE : size;
    }

    private static String brand(byte[] content, int at) {
      return new String(content, at, BRAND, StandardCharsets.ISO_8859_1);
    }
  }
}
