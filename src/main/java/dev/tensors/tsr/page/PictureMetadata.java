package dev.tensors.tsr.page;

import dev.tensors.tsr.civitai.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes the texts that programs write into pictures, since prompts and workflows name paths and
 * words that a shared page must not show. Pixels and colours stay as they are.
 */
final class PictureMetadata {

  private static final Set<String> PNG_CHUNKS =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT",
          "bKGD", "pHYs", "acTL", "fcTL", "fdAT");

  private static final Set<String> WEBP_CHUNKS =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

  private static final int PNG_START = 8;
  private static final int RIFF_START = 12;

  /** The flags of a VP8X chunk that announce Exif and XMP chunks. */
  private static final int HAS_METADATA = 0x0C;

  private static final int APP0 = 0xE0;
  private static final int APP2 = 0xE2; // colour profiles
  private static final int APP14 = 0xEE; // colour transformation
  private static final int APP15 = 0xEF;
  private static final int COMMENT = 0xFE;
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;

  private PictureMetadata() {}

  /**
   * Returns the picture without texts; null if it is broken, or if tsr cannot remove texts from its
   * format.
   */
  static byte @Nullable [] removed(PictureFormat format, byte[] picture) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(picture.length);
    boolean whole =
        switch (format) {
          case PNG -> png(ByteBuffer.wrap(picture), rest);
          case JPEG -> jpeg(picture, rest);
          case WEBP -> webp(ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN), rest);
          case GIF, AVIF, BMP, WEBM, MP4 -> false;
        };
    return whole ? rest.toByteArray() : null;
  }

  private static boolean png(ByteBuffer picture, ByteArrayOutputStream to) {
    to.write(picture.array(), 0, PNG_START);
    int at = PNG_START;
    while (picture.capacity() - at >= 12) {
      int length = picture.getInt(at);
      if (length < 0 || length > picture.capacity() - at - 12) {
        return false;
      }
      String type = name(picture, at + 4);
      if (PNG_CHUNKS.contains(type)) {
        to.write(picture.array(), at, length + 12);
      }
      if (type.equals("IEND")) {
        return true;
      }
      at += length + 12;
    }
    return false;
  }

  private static boolean webp(ByteBuffer picture, ByteArrayOutputStream to) {
    to.write(picture.array(), 0, RIFF_START);
    int at = RIFF_START;
    while (picture.capacity() - at >= 8) {
      int length = picture.getInt(at + 4);
      if (length < 0 || length > picture.capacity() - at - 8) {
        return false;
      }
      int padded = Math.min(8 + length + (length & 1), picture.capacity() - at);
      String type = name(picture, at);
      if (type.equals("VP8X") && length > 0) {
        picture.put(at + 8, (byte) (picture.get(at + 8) & ~HAS_METADATA));
      }
      if (WEBP_CHUNKS.contains(type)) {
        to.write(picture.array(), at, padded);
      }
      at += padded;
    }
    byte[] rest = to.toByteArray();
    ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).putInt(4, rest.length - 8);
    to.reset();
    to.writeBytes(rest);
    return rest.length > RIFF_START;
  }

  private static String name(ByteBuffer picture, int at) {
    return new String(picture.array(), at, 4, StandardCharsets.ISO_8859_1);
  }

  private static boolean jpeg(byte[] picture, ByteArrayOutputStream to) {
    to.write(picture, 0, 2);
    int at = 2;
    while (at + 4 <= picture.length && (picture[at] & 0xFF) == 0xFF) {
      int marker = picture[at + 1] & 0xFF;
      if (marker == 0xFF) { // any number of such bytes may stand before a marker
        at++;
        continue;
      }
      int end = at + 2 + ((picture[at + 2] & 0xFF) << 8 | picture[at + 3] & 0xFF);
      if (end > picture.length) {
        return false;
      }
      if (marker == SCAN) {
        end = scanEnd(picture, end);
      }
      if (!isText(picture, marker, at)) {
        to.write(picture, at, end - at);
      }
      at = end;
      if (at + 2 <= picture.length && (picture[at + 1] & 0xFF) == END) {
        to.write(picture, at, 2);
        return true;
      }
    }
    return false;
  }

  private static boolean isText(byte[] picture, int marker, int at) {
    boolean isProfile =
        marker == APP2
            && new String(
                    picture,
                    at + 4,
                    Math.min(4, picture.length - at - 4),
                    StandardCharsets.ISO_8859_1)
                .equals("ICC_");
    return marker == COMMENT || marker > APP0 && marker <= APP15 && marker != APP14 && !isProfile;
  }

  /** Returns the index of the first marker behind the data of a scan. */
  private static int scanEnd(byte[] picture, int from) {
    for (int at = from; at + 1 < picture.length; at++) {
      int next = picture[at + 1] & 0xFF;
      if ((picture[at] & 0xFF) == 0xFF && next != 0 && next != 0xFF && (next & 0xF8) != 0xD0) {
        return at;
      }
    }
    return picture.length;
  }
}
