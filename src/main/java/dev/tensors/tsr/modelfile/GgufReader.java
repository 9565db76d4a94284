package dev.tensors.tsr.modelfile;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Reads the header of a .gguf file as a stream: its metadata and the descriptions of its tensors.
 * Memory use is limited by constants, whatever sizes the file claims.
 */
public final class GgufReader {

  private static final int MAGIC = 0x46554747; // "GGUF", little-endian

  private static final long MOST_TENSORS = 1_000_000;
  private static final long MOST_ENTRIES = 65_536;
  private static final int MOST_AXES = 8;

  private static final String ALIGNMENT = "general.alignment";
  private static final long USUAL_ALIGNMENT = 32;
  private static final long LARGEST_ALIGNMENT = 1 << 20;

  private final GgufInput in;
  private final long fileSize;
  private final TensorListener listener;

  private GgufReader(InputStream in, long fileSize, TensorListener listener) {
    this.in = new GgufInput(in, fileSize);
    this.fileSize = fileSize;
    this.listener = listener;
  }

  /**
   * Reads a file from its first byte to the end of its header.
   *
   * @param in is not closed; best buffered
   * @param fileSize the whole file's length in bytes
   * @throws IOException if the stream fails; faults of the file's content are {@link
   *     HeaderReading.Refused}
   */
  public static HeaderReading read(InputStream in, long fileSize, TensorListener listener)
      throws IOException {
    try {
      return new HeaderReading.Valid(new GgufReader(in, fileSize, listener).header());
    } catch (Refusal refusal) {
      return new HeaderReading.Refused(refusal.reason());
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
    if (fileSize < 4 || in.number(4) != MAGIC) {
      throw new Refusal("not a .gguf file: it does not begin with GGUF");
    }
    long version = in.number(4);
    if (version < 2 || version > 3) {
      throw new Refusal(
          "a .gguf file of version %s; versions 2 and 3 are known"
              .formatted(Long.toUnsignedString(version)));
    }
    long tensors = in.count("tensors", MOST_TENSORS);
    long entries = in.count("entries of metadata", MOST_ENTRIES);
    Map<String, String> metadata = GgufMetadata.read(in, entries);
    long alignment = alignment(metadata);
    long end = 0;
    for (long i = 0; i < tensors; i++) {
      end = Math.max(end, tensor());
    }
    long start = (in.position() + alignment - 1) / alignment * alignment;
    if (tensors > 0 && fileSize - start < end) {
      throw new Refusal(
          "truncated after %s of %s bytes: an interrupted download?"
              .formatted(fileSize, Math.addExact(start, end)));
    }
    return new Header(Math.min(start, fileSize), tensors, metadata, List.of());
  }

  private static long alignment(Map<String, String> metadata) throws Refusal {
    String value = metadata.get(ALIGNMENT);
    if (value == null) {
      return USUAL_ALIGNMENT;
    }
    try {
      long alignment = Long.parseLong(value);
      if (alignment >= 1 && alignment <= LARGEST_ALIGNMENT && Long.bitCount(alignment) == 1) {
        return alignment;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new Refusal(ALIGNMENT + " is no power of two");
  }

  /** Reads the description of a tensor; returns its end, counted from the start of the data. */
  private long tensor() throws IOException {
    String name = in.name("tensor's name");
    long axes = in.number(4);
    if (axes < 0 || axes > MOST_AXES) {
      throw refusal(name, "has more than " + MOST_AXES + " axes");
    }
    long[] shape = new long[(int) axes];
    long elements = 1;
    for (int i = shape.length - 1; i >= 0; i--) { // the file has the innermost axis first
      shape[i] = in.number(8);
      if (shape[i] < 0 || Math.unsignedMultiplyHigh(elements, shape[i]) != 0) {
        throw refusal(name, "has a shape too large for any file");
      }
      elements *= shape[i];
    }
    long number = in.number(4);
    GgmlType type = GgmlType.of(number);
    long begin = in.number(8);
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
}
