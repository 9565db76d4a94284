package dev.tensors.tsr.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The brands of a file in the container format that AVIF, HEIC, MP4 and QuickTime share (ISO
 * 14496-12). Its first box has the size, {@code ftyp}, the major brand, a version, and compatible
 * brands, each of four bytes.
 */
final class MediaBrands {

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
