package dev.tensors.tsr.pictures.drawing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a JPEG file tell.
 *
 * @param scans the number of passes over its pixels; each takes time
 * @param orientation 1 to 8, as Exif counts them; 1: upright
 * @param drawn the file with nothing but what draws it; null if it is damaged
 */
public record JpegPicture(PictureSize size, int scans, int orientation, byte @Nullable [] drawn) {

  /**
   * A JPEG file may have any number of scans in few bytes, and each takes time for every pixel. A
   * usual one has a dozen at most.
   */
  private static final long MOST_SCANNED_PIXELS = 1_000_000_000;

  private static final int UPRIGHT = 1;
  private static final int LAST_ORIENTATION = 8;

  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int RESERVED = 0xC8;
  private static final int ARITHMETIC_TABLES = 0xCC;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int QUANTIZATION_TABLES = 0xDB;
  private static final int LINES = 0xDC;
  private static final int RESTARTS = 0xDD;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE; // the colours of its components
  private static final int APP14_LENGTH = 16;

  /**
   * Checks that it can be drawn in little memory and time.
   *
   * @throws IOException if it cannot, or is damaged
   */
  public void check() throws IOException {
    size.check();
    if (scans * size.width() * size.height() > MOST_SCANNED_PIXELS) {
      throw new IOException("it is damaged; replace it");
    }
  }

  /** Reads the segments of a JPEG file. */
  public static JpegPicture of(byte[] picture) {
    PictureSize size = new PictureSize(0, 0);
    int scans = 0;
    int orientation = UPRIGHT;
    boolean whole = false;
    ByteArrayOutputStream drawn = new ByteArrayOutputStream(picture.length);
    int at = 2;
    while (!whole && at + 4 <= picture.length && (picture[at] & 0xFF) == 0xFF) {
      int marker = picture[at + 1] & 0xFF;
      if (marker == 0xFF) { // any number of such bytes may stand before a marker
        at++;
        continue;
      }
      int end = at + 2 + twoBytes(picture, at + 2);
      if (end < at + 4 || end > picture.length) {
        break;
      }
      if (isFrame(marker) && end >= at + 9) {
        size = new PictureSize(twoBytes(picture, at + 7), twoBytes(picture, at + 5));
      } else if (marker == APP1) {
        orientation = orientation(picture, at + 4, end, orientation);
      } else if (marker == SCAN) {
        scans++;
        end = scanEnd(picture, end);
      }
      if (draws(marker, end - at)) {
        drawn.write(picture, at, end - at);
      }
      at = end;
      whole = at + 2 <= picture.length && (picture[at + 1] & 0xFF) == END;
    }
    return new JpegPicture(
        size, scans, orientation, whole ? whole(orientation, drawn.toByteArray()) : null);
  }

  private static int twoBytes(byte[] picture, int at) {
    return (picture[at] & 0xFF) << 8 | picture[at + 1] & 0xFF;
  }

  private static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != HUFFMAN_TABLES
        && marker != RESERVED
        && marker != ARITHMETIC_TABLES;
  }

  private static boolean draws(int marker, int length) {
    return switch (marker) {
      case HUFFMAN_TABLES, ARITHMETIC_TABLES, SCAN, QUANTIZATION_TABLES, LINES, RESTARTS -> true;
      case APP14 -> length == APP14_LENGTH;
      default -> isFrame(marker);
    };
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

  /** The orientation in an Exif segment; the given one if it tells none. */
  private static int orientation(byte[] picture, int from, int to, int before) {
    try {
      ByteBuffer exif = ByteBuffer.wrap(picture, from, to - from).slice();
      if (exif.getInt() != 0x45786966 || exif.getShort() != 0) { // Exif, and two zeros
        return before;
      }
      ByteBuffer tiff = exif.slice();
      tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int entries = tiff.getInt(4);
      for (int i = 0; i < (tiff.getShort(entries) & 0xFFFF); i++) {
        int entry = entries + 2 + 12 * i;
        if (tiff.getShort(entry) == 0x0112) {
          int told = tiff.getShort(entry + 8);
          return told >= UPRIGHT && told <= LAST_ORIENTATION ? told : before;
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // cut short, or its directory is elsewhere: nothing is told
    }
    return before;
  }

  private static byte[] whole(int orientation, byte[] segments) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(latin("\u00FF\u00D8"));
    if (orientation != UPRIGHT) {
      whole.writeBytes(
          latin(
              "\u00FF\u00E1\0\"Exif\0\0MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0"
                  + (char) orientation
                  + "\0\0\0\0\0\0"));
    }
    whole.writeBytes(segments);
    whole.writeBytes(latin("\u00FF\u00D9"));
    return whole.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
