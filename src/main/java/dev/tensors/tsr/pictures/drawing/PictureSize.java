package dev.tensors.tsr.pictures.drawing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The width and height that a picture claims, in pixels. What decodes it reserves memory for all of
 * them, however small its file is.
 */
public record PictureSize(long width, long height) {

  private static final long MOST_PIXELS = 50_000_000;

  /** No row is longer, which is decoded whole. */
  private static final long LONGEST_SIDE = 65_535;

  private static final int RIFF_START = 12;

  /**
   * @throws IOException if no browser should decode it
   */
  public void check() throws IOException {
    if (width < 1 || height < 1) {
      throw new IOException("it is damaged; replace it");
    }
    if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) {
      throw new IOException("it has more than 50 megapixels; save a smaller one");
    }
  }

  /** The canvas of a WebP file; null if it is damaged. */
  public static @Nullable PictureSize ofWebp(byte[] picture) {
    ByteBuffer bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
    if (picture.length < RIFF_START + 18) {
      return null;
    }
    int data = RIFF_START + 8;
    return switch (text(picture, RIFF_START)) {
      case "VP8X" ->
          new PictureSize(
              (bytes.getInt(data + 4) & 0xFFFFFF) + 1, (bytes.getInt(data + 6) >>> 8) + 1);
      case "VP8L" -> {
        int sides = bytes.getInt(data + 1);
        yield new PictureSize((sides & 0x3FFF) + 1, (sides >>> 14 & 0x3FFF) + 1);
      }
      case "VP8 " ->
          new PictureSize(bytes.getShort(data + 6) & 0x3FFF, bytes.getShort(data + 8) & 0x3FFF);
      default -> null;
    };
  }

  /** The largest of the images in an AVIF file; null if it names no size. */
  public static @Nullable PictureSize ofAvif(byte[] picture) {
    ByteBuffer bytes = ByteBuffer.wrap(picture);
    PictureSize largest = null;
    int end = 0;
    for (int at = 0; at + 8 <= picture.length; at = end) {
      long length = bytes.getInt(at) & 0xFFFFFFFFL;
      end = length < 8 || length > picture.length - at ? picture.length : at + (int) length;
      if (!text(picture, at + 4).equals("meta")) {
        continue;
      }
      for (int inside = at + 8; inside + 16 <= end; inside++) {
        if (picture[inside] == 'i' && text(picture, inside).equals("ispe")) {
          PictureSize size =
              new PictureSize(
                  bytes.getInt(inside + 8) & 0xFFFFFFFFL, bytes.getInt(inside + 12) & 0xFFFFFFFFL);
          if (largest == null || size.longest() > largest.longest()) {
            largest = size;
          }
        }
      }
    }
    return largest;
  }

  private long longest() {
    return Math.max(width, height);
  }

  private static String text(byte[] picture, int at) {
    return new String(picture, at, 4, StandardCharsets.ISO_8859_1);
  }
}
