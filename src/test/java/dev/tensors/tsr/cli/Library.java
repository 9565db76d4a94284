package dev.tensors.tsr.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A folder of model files. */
final class Library {

  private final Path folder;

  Library(Path folder) {
    this.folder = folder;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** A model of one tensor whose bytes all are {@code fill}, and of this metadata (JSON). */
  Path model(String name, int bytes, int fill, String metadata) {
    String header =
        """
        {"__metadata__":%s,"w":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]}}"""
            .formatted(metadata, bytes, bytes);
    byte[] tensor = new byte[bytes];
    Arrays.fill(tensor, (byte) fill);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return file(
        name,
        ByteBuffer.allocate(8 + json.length + bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .put(tensor)
            .array());
  }

  /** A small model without metadata, which differs from others by {@code fill}. */
  Path model(String name, int fill) {
    return model(name, 16, fill, "{}");
  }

  Path file(String name, byte[] bytes) {
    try {
      Path file = path(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
