package dev.tensors.tsr.pictures.drawing;

import java.awt.image.BufferedImage;

/** The colour that stands in the place of a picture until it is loaded. */
public final class DominantColour {

  /** Colours count as alike that have the same first three bits of red, green and blue. */
  private static final int BITS = 3;

  private static final int BYTE = 8;
  private static final int COLOURS = 1 << 3 * BITS;

  /** In pixels: no more rows and columns are looked at. */
  private static final int LOOKED_AT = 64;

  private static final int OPAQUE = 128;

  private DominantColour() {}

  /**
   * The mean of those pixels that are alike and more than all others that are alike. Pixels through
   * which the page is seen do not count.
   *
   * @return red, green and blue as a hex digit each; grey if there is no such pixel
   */
  public static String of(BufferedImage picture) {
    int[] counts = new int[COLOURS];
    long[][] sums = new long[COLOURS][3];
    int step =
        Math.max(1, Math.ceilDiv(Math.max(picture.getWidth(), picture.getHeight()), LOOKED_AT));
    int most = 0;
    for (int y = 0; y < picture.getHeight(); y += step) {
      for (int x = 0; x < picture.getWidth(); x += step) {
        int pixel = picture.getRGB(x, y);
        if (part(pixel, 3) >= OPAQUE) {
          int alike = first(pixel, 2) << 2 * BITS | first(pixel, 1) << BITS | first(pixel, 0);
          counts[alike]++;
          for (int part = 0; part < 3; part++) {
            sums[alike][part] += part(pixel, part);
          }
          most = counts[alike] > counts[most] ? alike : most;
        }
      }
    }
    int count = counts[most];
    return count == 0
        ? "888"
        : digit(sums[most][2] / count)
            + digit(sums[most][1] / count)
            + digit(sums[most][0] / count);
  }

  /** Of a pixel: 0 is blue, 1 green, 2 red, 3 how opaque it is. */
  private static int part(int pixel, int which) {
    return pixel >>> BYTE * which & 0xFF;
  }

  private static int first(int pixel, int which) {
    return part(pixel, which) >> BYTE - BITS;
  }

  private static String digit(long part) {
    return Integer.toHexString((int) (part >> BYTE / 2));
  }
}
