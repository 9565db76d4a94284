package dev.tensors.tsr.modelfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a valid or malformed file. */
record SafetensorsFile(byte[] bytes) {

  /** A file with {@code dataSize} bytes after the header. */
  static SafetensorsFile of(String header, int dataSize) {
    return of(header.getBytes(UTF_8), dataSize);
  }

  static SafetensorsFile of(byte[] header, int dataSize) {
    return withLength(header.length, header, dataSize);
  }

  /** A file that claims a header of {@code length} bytes. */
  static SafetensorsFile withLength(long length, byte[] header, int dataSize) {
    return new SafetensorsFile(
        ByteBuffer.allocate(8 + header.length + dataSize)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put(header)
            .array());
  }

  /** A file of the characters up to U+00FF, one byte each. */
  static SafetensorsFile raw(String bytes) {
    return new SafetensorsFile(bytes.getBytes(ISO_8859_1));
  }

  HeaderReading read() {
    try {
      return HeaderReader.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
