package dev.tensors.tsr.modelfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the header of a .gguf file as a stream: its metadata and the descriptions of its tensors.
 * Nothing is allocated by what the file says of itself beyond the limits below.
 */
public final class GgufReader {

  private static final int MAGIC = 0x46554747; // "GGUF", little-endian

  /** In bytes; the vocabulary of a language model takes some 5 MB. */
  private static final long LARGEST_HEADER = 100_000_000;

  private static final long MOST_TENSORS = 1_000_000;
  private static final long MOST_ENTRIES = 65_536;
  private static final int MOST_AXES = 8;
  private static final int LONGEST_NAME = 65_536;

  /** For all values that are kept together, in bytes. */
  private static final int VALUES_BUDGET = 8 << 20;

  private static final int DEEPEST_ARRAY = 4;

  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /** Of the types of metadata, in bytes; 0 for those whose values tell their own. */
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private final InputStream in;
  private final long fileSize;
  private final TensorListener listener;
  private final ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private long position;
  private int valuesLeft = VALUES_BUDGET;
  private long alignment = 32;

  private GgufReader(InputStream in, long fileSize, TensorListener listener) {
    this.in = in;
    this.fileSize = fileSize;
    this.listener = listener;
  }

  /**
   * Reads a file from its first byte on, to the end of its header.
   *
   * @param in is not closed; best buffered
   * @param fileSize the whole file's length in bytes
   * @throws IOException if the stream fails; whatever is wrong with the file's content is {@link
   *     HeaderReading.Refused}
   */
  public static HeaderReading read(InputStream in, long fileSize, TensorListener listener)
      throws IOException {
    try {
      return new HeaderReading.Valid(new GgufReader(in, fileSize, listener).header());
    } catch (Refusal refusal) {
      return new HeaderReading.Refused(refusal.getMessage());
    } catch (EOFException e) {
      return new HeaderReading.Refused(
          "truncated after %s bytes, within the header: an interrupted download?"
              .formatted(fileSize));
    }
  }

  private Header header() throws IOException {
    if (fileSize == 0) {
      throw new Refusal("the file is empty");
    }
    if (fileSize < 4 || number(4) != MAGIC) {
      throw new Refusal("not a .gguf file: it does not begin with GGUF");
    }
    long version = number(4);
    if (version < 2 || version > 3) {
      throw new Refusal(
          "a .gguf file of version %s; versions 2 and 3 are known"
              .formatted(Long.toUnsignedString(version)));
    }
    long tensors = count("tensors", MOST_TENSORS);
    long entries = count("entries of metadata", MOST_ENTRIES);
    for (long i = 0; i < entries; i++) {
      String key = name("key");
      String value = value((int) number(4), 0);
      if (value != null) {
        metadata.put(key, value);
      }
    }
    readAlignment();
    long end = 0;
    for (long i = 0; i < tensors; i++) {
      end = Math.max(end, tensor());
    }
    long start = (position + alignment - 1) / alignment * alignment;
    if (tensors > 0 && fileSize - start < end) {
      throw new Refusal(
          "truncated after %s of %s bytes: an interrupted download?"
              .formatted(fileSize, Math.addExact(start, end)));
    }
    return new Header(Math.min(start, fileSize), tensors, metadata, java.util.List.of());
  }

  private void readAlignment() throws Refusal {
    String value = metadata.get("general.alignment");
    if (value != null) {
      try {
        alignment = Long.parseLong(value);
      } catch (NumberFormatException e) {
        alignment = 0;
      }
      if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
        throw new Refusal("general.alignment is no power of two");
      }
    }
  }

  /** Reads the description of a tensor; returns where it ends, from the end of the header. */
  private long tensor() throws IOException {
    String name = name("tensor's name");
    long axes = number(4);
    if (axes < 0 || axes > MOST_AXES) {
      throw refusal(name, "has more than " + MOST_AXES + " axes");
    }
    long[] shape = new long[(int) axes];
    long elements = 1;
    for (int i = shape.length - 1; i >= 0; i--) { // the innermost comes first
      shape[i] = number(8);
      if (shape[i] < 0 || Math.unsignedMultiplyHigh(elements, shape[i]) != 0) {
        throw refusal(name, "has a shape too large for any file");
      }
      elements *= shape[i];
    }
    long number = number(4);
    GgmlType type = GgmlType.of(number);
    long begin = number(8);
    if (begin < 0 || begin > fileSize) {
      throw refusal(name, "begins beyond the end of the file");
    }
    if (elements < 0 || type != null && elements / type.elements() > fileSize / type.bytes()) {
      throw refusal(name, "has a shape too large for the file");
    }
    listener.tensor(name, type == null ? "type " + number : type.name(), shape, begin);
    return type == null ? begin : begin + elements / type.elements() * type.bytes();
  }

  private static Refusal refusal(String tensor, String problem) {
    return new Refusal("tensor " + Quoted.of(tensor) + " " + problem);
  }

  private long count(String what, long most) throws IOException {
    long count = number(8);
    if (count < 0 || count > most) {
      throw new Refusal(
          "it claims %s %s, and %s is the limit"
              .formatted(Long.toUnsignedString(count), what, most));
    }
    return count;
  }

  private String name(String what) throws IOException {
    long length = number(8);
    if (length < 0 || length > LONGEST_NAME) {
      throw new Refusal("a %s is longer than %s bytes".formatted(what, LONGEST_NAME));
    }
    return new String(bytes((int) length), StandardCharsets.UTF_8);
  }

  /** Reads a value; null where it is not kept, as arrays are not. */
  private String value(int type, int depth) throws IOException {
    if (type < 0 || type >= SIZES.length) {
      throw new Refusal("its metadata has a value of an unknown type, " + type);
    }
    if (type == STRING) {
      return string();
    }
    if (type == ARRAY) {
      skipArray(depth + 1);
      return null;
    }
    long bits = number(SIZES[type]);
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
    long length = number(8);
    if (length < 0 || length > LARGEST_HEADER) {
      throw new Refusal("its metadata has a text longer than " + LARGEST_HEADER + " bytes");
    }
    if (length > valuesLeft) {
      skip(length);
      return null;
    }
    valuesLeft -= (int) length;
    return new String(bytes((int) length), StandardCharsets.UTF_8);
  }

  private void skipArray(int depth) throws IOException {
    if (depth > DEEPEST_ARRAY) {
      throw new Refusal("its metadata nests arrays deeper than " + DEEPEST_ARRAY + " levels");
    }
    int type = (int) number(4);
    long count = number(8);
    if (type < 0 || type >= SIZES.length || count < 0 || count > LARGEST_HEADER) {
      throw new Refusal("its metadata has an array of an unknown type or length");
    }
    if (SIZES[type] > 0) {
      skip(count * SIZES[type]);
      return;
    }
    for (long i = 0; i < count; i++) {
      if (type == STRING) {
        skip(number(8));
      } else {
        skipArray(depth + 1);
      }
    }
  }

  private long number(int size) throws IOException {
    buffer.clear();
    buffer.putLong(0, 0);
    advance(size);
    if (in.readNBytes(buffer.array(), 0, size) < size) {
      throw new EOFException();
    }
    return buffer.getLong(0);
  }

  private byte[] bytes(int length) throws IOException {
    advance(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private void skip(long length) throws IOException {
    if (length < 0) {
      throw new Refusal("its metadata has a text of an impossible length");
    }
    advance(length);
    in.skipNBytes(length);
  }

  private void advance(long length) throws IOException {
    if (length > LARGEST_HEADER || position + length > LARGEST_HEADER) {
      throw new Refusal("its header is larger than " + LARGEST_HEADER + " bytes");
    }
    if (position + length > fileSize) {
      throw new EOFException();
    }
    position += length;
  }
}
