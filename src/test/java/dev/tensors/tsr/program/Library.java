package dev.tensors.tsr.program;

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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of model files. */
public final class Library {

  private static final String KEY =
      "lora_unet_down_blocks_%d_attentions_0_transformer_blocks_0_attn2_to_k.%s";

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

  /**
   * A model of tensors whose elements take no room: holes in the file, but for scalars.
   *
   * @param tensors each a name, a type and a shape such as {@code F16 640x2048}; of a scalar, in
   *     place of the shape, its value as {@code F32 =8}
   */
  public Path tensors(String name, String metadata, String... tensors) {
    StringBuilder header = new StringBuilder("{\"__metadata__\":" + metadata);
    Map<Long, Float> scalars = new LinkedHashMap<>();
    long end = 0;
    for (String tensor : tensors) {
      String[] words = tensor.split(" ");
      long begin = end;
      boolean scalar = words[2].startsWith("=");
      if (scalar) {
        scalars.put(begin, Float.valueOf(words[2].substring(1)));
      }
      String shape = scalar ? "" : words[2].replace('x', ',');
      long elements =
          scalar
              ? 1
              : Stream.of(shape.split(",")).mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
      end += elements * Integer.parseInt(words[1].replaceAll("\\D", "")) / Byte.SIZE;
      header.append(
          ",\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(words[0], words[1], shape, begin, end));
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    Path path = file(name, withLength(json));
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(Long.BYTES + json.length + end);
      for (Map.Entry<Long, Float> scalar : scalars.entrySet()) {
        file.seek(Long.BYTES + json.length + scalar.getKey());
        file.writeInt(Integer.reverseBytes(Float.floatToIntBits(scalar.getValue())));
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A LoRA for SD 1 of rank 4 and alpha 2. */
  public Path lora(String name, String metadata) {
    String[] tensors = new String[9];
    for (int block = 0; block < 3; block++) {
      tensors[3 * block] = KEY.formatted(block, "lora_down.weight") + " F16 4x768";
      tensors[3 * block + 1] = KEY.formatted(block, "lora_up.weight") + " F16 320x4";
      tensors[3 * block + 2] = KEY.formatted(block, "alpha") + " F32 =2";
    }
    return tensors(name, metadata, tensors);
  }

  /** A model of this header (JSON) and of these bytes after it. */
  public Path headed(String name, String header, byte[] weights) {
    byte[] head = withLength(header.getBytes(StandardCharsets.UTF_8));
    byte[] file = Arrays.copyOf(head, head.length + weights.length);
    System.arraycopy(weights, 0, file, head.length, weights.length);
    return file(name, file);
  }

  private static byte[] head(long bytes, String metadata) {
    String header =
        """
        {"__metadata__":%s,"w":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]}}"""
            .formatted(metadata, bytes, bytes);
    return withLength(header.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] withLength(byte[] json) {
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

  /** Deletes a file, or a folder with all that is in it. */
  public void delete(String name) {
    try (Stream<Path> all = Files.walk(path(name))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves a file or a folder, into a folder that is created if needed. */
  public Path move(String from, String to) {
    try {
      Files.createDirectories(path(to).getParent());
      return Files.move(path(from), path(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path sidecar(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path symlink(String name, Path target) {
    try {
      return Files.createSymbolicLink(path(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      return sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Upper case hex. */
  public static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
