package dev.tensors.tsr.page;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Blanks in WebM videos, which consist of elements, what does not draw them. Nothing moves, since
 * other elements name places in the file.
 */
final class WebmMetadata {

  private static final int HEADER = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;

  /** Tracks, cues, clusters, and the places of all these. */
  private static final Set<Integer> KEPT = Set.of(0x1654AE6B, 0x1C53BB6B, 0x1F43B675, 0x114D9B74);

  /** The unit and the length of time; the names of programs, which each file must have. */
  private static final Set<Integer> KEPT_INFO = Set.of(0x2AD7B1, 0x4489, 0x4D80, 0x5741);

  private static final byte VOID = (byte) 0xEC;

  /** The length of an element that ends where the next one of its kind begins. */
  private static final long UNKNOWN = -1;

  private final ByteBuffer file;

  private WebmMetadata(byte[] content) {
    this.file = ByteBuffer.wrap(content);
  }

  /**
   * Returns the file with its texts blanked; null if it is damaged, or does not tell its places.
   */
  static byte @Nullable [] blanked(byte[] file) {
    WebmMetadata metadata = new WebmMetadata(file.clone());
    return metadata.elements(0, file.length, Set.of(HEADER)) ? metadata.file.array() : null;
  }

  private boolean elements(int from, int end, Set<Integer> kept) {
    for (int at = from; at < end; ) {
      int idBytes = Integer.numberOfLeadingZeros(file.get(at) & 0xFF) - 23;
      int inside = at + idBytes;
      if (idBytes > 4 || inside >= end) {
        return false;
      }
      int id = (int) number(at, idBytes);
      int lengthBytes = Integer.numberOfLeadingZeros(file.get(inside) & 0xFF) - 23;
      if (lengthBytes > 8 || end - inside < lengthBytes) {
        return false;
      }
      long length = number(inside, lengthBytes) & (1L << 7 * lengthBytes) - 1;
      inside += lengthBytes;
      if (length == (1L << 7 * lengthBytes) - 1) {
        length = id == SEGMENT ? end - inside : UNKNOWN;
      }
      if (length < 0 || length > end - inside) {
        return false;
      }
      int next = inside + (int) length;
      boolean whole =
          switch (id) {
            case SEGMENT -> elements(inside, next, KEPT);
            case INFO -> elements(inside, next, KEPT_INFO);
            default -> kept.contains(id) || blank(at, next);
          };
      if (!whole) {
        return false;
      }
      at = next;
    }
    return true;
  }

  private long number(int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | file.get(at + i) & 0xFF;
    }
    return number;
  }

  /** Makes of an element one that stands for nothing. */
  private boolean blank(int at, int end) {
    int rest = end - at - 1;
    Arrays.fill(file.array(), at, end, (byte) 0);
    file.put(at, VOID);
    if (rest <= 8) {
      file.put(at + 1, (byte) (0x80 | rest - 1));
    } else {
      file.putLong(at + 1, 1L << 56 | rest - 8);
    }
    return true;
  }
}
