package dev.tensors.tsr.modelfile;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the metadata of a GGUF header: keys with typed values. Of arrays, such as a vocabulary, the
 * length is kept; texts are skipped once the texts kept have reached a limit.
 */
final class GgufMetadata {

  /** For all texts together, in bytes. */
  private static final int TEXTS_BUDGET = 8 << 20;

  private static final int DEEPEST_ARRAY = 4;

  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /** The size of a value in bytes, by the number of its type; 0 for strings and arrays. */
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private final GgufInput in;
  private int budgetLeft = TEXTS_BUDGET;

  private GgufMetadata(GgufInput in) {
    this.in = in;
  }

  /** Reads a number of entries; returns them in the file's order. */
  static Map<String, String> read(GgufInput in, long entries) throws IOException {
    GgufMetadata metadata = new GgufMetadata(in);
    Map<String, String> values = new LinkedHashMap<>();
    for (long i = 0; i < entries; i++) {
      String key = in.name("key");
      values.put(key, metadata.value((int) in.number(4)));
    }
    return values;
  }

  /** Reads a value; of one that is not kept returns what stands in its place. */
  private String value(int type) throws IOException {
    if (type < 0 || type >= SIZES.length) {
      throw new Refusal("its metadata has a value of an unknown type, " + type);
    }
    if (type == STRING) {
      return string();
    }
    if (type == ARRAY) {
      return skipArray(1);
    }
    long bits = in.number(SIZES[type]);
    return switch (type) {
      case 0, 2, 4 -> Long.toString(bits);
      case 1 -> Long.toString((byte) bits);
      case 3 -> Long.toString((short) bits);
      case 5 -> Long.toString((int) bits);
      case 6 -> Float.toString(Float.intBitsToFloat((int) bits));
      case 7 -> Boolean.toString(bits != 0);
      case 10 -> Long.toUnsignedString(bits);
      case 11 -> Long.toString(bits);
      default -> Double.toString(Double.longBitsToDouble(bits));
    };
  }

  private String string() throws IOException {
    long length = in.number(8);
    if (length < 0 || length > GgufInput.LARGEST_HEADER) {
      throw new Refusal(
          "its metadata has a text longer than " + GgufInput.LARGEST_HEADER + " bytes");
    }
    if (length > budgetLeft) {
      in.skip(length);
      return "[text of %d bytes]".formatted(length);
    }
    budgetLeft -= (int) length;
    return in.text((int) length);
  }

  /** Returns what stands in place of the array. */
  private String skipArray(int depth) throws IOException {
    if (depth > DEEPEST_ARRAY) {
      throw new Refusal("its metadata nests arrays deeper than " + DEEPEST_ARRAY + " levels");
    }
    int type = (int) in.number(4);
    long count = in.number(8);
    if (type < 0 || type >= SIZES.length || count < 0 || count > GgufInput.LARGEST_HEADER) {
      throw new Refusal("its metadata has an array of an unknown type or length");
    }
    String instead =
        "[array of %d %s]"
            .formatted(count, type == STRING ? "strings" : type == ARRAY ? "arrays" : "numbers");
    if (SIZES[type] > 0) {
      in.skip(count * SIZES[type]);
      return instead;
    }
    for (long i = 0; i < count; i++) {
      if (type == STRING) {
        in.skip(in.number(8));
      } else {
        skipArray(depth + 1);
      }
    }
    return instead;
  }
}
