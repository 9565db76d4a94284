package dev.tensors.tsr.civitai;

import dev.tensors.tsr.model.files.PictureFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells whether the bytes of a picture have a size, pixels and an end. No pixel is decoded. */
final class WholePicture {

  private static final int PNG_START = 8;
  private static final int PNG_CHUNK = 12;
  private static final int RIFF_START = 12;
  private static final int RIFF_CHUNK = 8;

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private WholePicture() {}

  /**
   * Tells whether a picture is whole.
   *
   * @param format one of those that are kept
   */
  static boolean is(PictureFormat format, byte[] picture) {
    return switch (format) {
      case PNG -> isPng(ByteBuffer.wrap(picture));
      case JPEG -> isJpeg(picture);
      case WEBP -> isWebp(ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN));
      case GIF, AVIF, BMP, WEBM, MP4 -> false;
    };
  }

  private static boolean isPng(ByteBuffer picture) {
    boolean pixels = false;
    int at = PNG_START;
    while (picture.limit() - at >= PNG_CHUNK) {
      int length = picture.getInt(at);
      if (length < 0 || length > picture.limit() - at - PNG_CHUNK) {
        return false;
      }
      switch (name(picture, at + 4)) {
        case "IDAT" -> pixels |= length > 0;
        case "IEND" -> {
          return pixels;
        }
        default -> {}
      }
      at += length + PNG_CHUNK;
    }
    return false;
  }

  private static boolean isWebp(ByteBuffer picture) {
    int end = RIFF_CHUNK + picture.getInt(4);
    if (end < RIFF_START || end > picture.limit()) {
      return false;
    }
    int at = RIFF_START;
    while (end - at >= RIFF_CHUNK) {
      int length = picture.getInt(at + 4);
      if (length < 0 || length > end - at - RIFF_CHUNK) {
        return false;
      }
      String name = name(picture, at);
      if (length > 0 && (name.equals("VP8 ") || name.equals("VP8L") || name.equals("ANMF"))) {
        return true;
      }
      at += RIFF_CHUNK + length + (length & 1);
    }
    return false;
  }

  private static String name(ByteBuffer picture, int at) {
    return new String(picture.array(), at, 4, StandardCharsets.ISO_8859_1);
  }

  private static boolean isJpeg(byte[] picture) {
    boolean frame = false;
    int at = 2;
    while (at + 4 <= picture.length && (picture[at] & 0xFF) == 0xFF) {
      int kind = picture[at + 1] & 0xFF;
      if (kind == 0xFF) { // marks can have fill bytes before them
        at++;
        continue;
      }
      if (kind == START_OF_SCAN) {
        return frame && hasEnd(picture, at);
      }
      frame |= kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
      at += 2 + ((picture[at + 2] & 0xFF) << 8 | picture[at + 3] & 0xFF);
    }
    return false;
  }

  /** Within the pixels, no other byte than 0 and the marks of restarts follows 0xFF. */
  private static boolean hasEnd(byte[] picture, int from) {
    for (int i = from + 2; i + 1 < picture.length; i++) {
      if ((picture[i] & 0xFF) == 0xFF && (picture[i + 1] & 0xFF) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }
}
