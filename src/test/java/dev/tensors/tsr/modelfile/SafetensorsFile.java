package dev.tensors.tsr.modelfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file's bytes, right or wrong. */
record SafetensorsFile(byte[] bytes) {

  /** With {@code dataSize} bytes after the header. */
  static SafetensorsFile of(String header, int dataSize) {
    return of(header.getBytes(UTF_8), dataSize);
  }

  static SafetensorsFile of(byte[] header, int dataSize) {
    return withLength(header.length, header, dataSize);
  }

  /** With a header that says it has {@code length} bytes. */
  static SafetensorsFile withLength(long length, byte[] header, int dataSize) {
    return new SafetensorsFile(
        ByteBuffer.allocate(8 + header.length + dataSize)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put(header)
            .array());
  }

  /** Of the characters up to U+00FF, one byte each. */
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
