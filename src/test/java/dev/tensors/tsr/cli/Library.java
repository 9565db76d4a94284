package dev.tensors.tsr.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
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
public final class Library {

  private final Path folder;

  public Library(Path folder) {
    this.folder = folder;
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /** A model of one tensor whose bytes all are {@code fill}, and of this metadata (JSON). */
  public Path model(String name, int bytes, int fill, String metadata) {
    byte[] head = head(bytes, metadata);
    byte[] file = Arrays.copyOf(head, head.length + bytes);
    Arrays.fill(file, head.length, file.length, (byte) fill);
    return file(name, file);
  }

  /** A model of any size that takes no room: its one tensor is a hole in the file. */
  public Path holedModel(String name, long bytes, String metadata) {
    byte[] head = head(bytes, metadata);
    Path path = file(name, head);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(head.length + bytes);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(long bytes, String metadata) {
    String header =
        """
        {"__metadata__":%s,"w":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]}}"""
            .formatted(metadata, bytes, bytes);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /** A small model without metadata, which differs from others by {@code fill}. */
  public Path model(String name, int fill) {
    return model(name, 16, fill, "{}");
  }

  public Path file(String name, byte[] bytes) {
    try {
      Path file = path(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String sha256(Path file) {
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
