package dev.tensors.tsr.modelfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers and texts of a GGUF header. Reading beyond the largest header allowed is a
 * {@link Refusal}, reading beyond the end of the file an {@link EOFException}.
 */
final class GgufInput {

  /** In bytes; the vocabulary of a language model takes some 5 MB. */
  static final long LARGEST_HEADER = 100_000_000;

  private static final int LONGEST_NAME = 65_536;

  private final InputStream in;
  private final long fileSize;
  private final ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
  private long position;

  GgufInput(InputStream in, long fileSize) {
    this.in = in;
    this.fileSize = fileSize;
  }

  /** The number of bytes read so far. */
  long position() {
    return position;
  }

  /** Reads a little-endian number of {@code size} bytes, at most 8, without a sign. */
  long number(int size) throws IOException {
    buffer.clear();
    buffer.putLong(0, 0);
    advance(size);
    if (in.readNBytes(buffer.array(), 0, size) < size) {
      throw new EOFException();
    }
    return buffer.getLong(0);
  }

  /** Reads the number of {@code items} that follow. */
  long count(String items, long most) throws IOException {
    long count = number(8);
    if (count < 0 || count > most) {
      throw new Refusal(
          "it claims %s %s, and %s is the limit"
              .formatted(Long.toUnsignedString(count), items, most));
    }
    return count;
  }

  /** Reads a text that is never long; {@code kind} is its name in a refusal. */
  String name(String kind) throws IOException {
    long length = number(8);
    if (length < 0 || length > LONGEST_NAME) {
      throw new Refusal("a %s is longer than %s bytes".formatted(kind, LONGEST_NAME));
    }
    return text((int) length);
  }

  /** Reads a text of {@code length} bytes. */
  String text(int length) throws IOException {
    advance(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Skips {@code length} bytes. */
  void skip(long length) throws IOException {
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
