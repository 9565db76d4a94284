package dev.tensors.tsr.program;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Files with two tensors of eight bytes each, whose headers other programs have rewritten. */
public record RewrittenHeaders(Library library) {

  public static final byte[] WEIGHTS = "the same weights".getBytes(US_ASCII);
  public static final byte[] OTHERS = "the other weight".getBytes(US_ASCII);

  public static final String HASH = Library.sha256(WEIGHTS);
  public static final String AUTO_V3 = HASH.substring(0, 12);

  private static final String A = "\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}";
  private static final String B = "\"b\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,16]}";

  /** A file with metadata (JSON). */
  public Path withMetadata(String name, String metadata, byte[] weights) {
    return file(name, "{\"__metadata__\":" + metadata + "," + A + "," + B + "}", weights);
  }

  public Path original(String name) {
    return withMetadata(name, "{\"k\":\"1\"}", WEIGHTS);
  }

  public Path withoutMetadata(String name) {
    return file(name, "{" + A + "," + B + "}", WEIGHTS);
  }

  public Path padded(String name) {
    return file(name, "{\"__metadata__\":{\"k\":\"1\"}," + A + "," + B + "}     ", WEIGHTS);
  }

  public Path inOtherOrder(String name) {
    return file(name, "{" + B + "," + A + ",\"__metadata__\":{\"k\":\"1\"}}", WEIGHTS);
  }

  private Path file(String name, String header, byte[] weights) {
    return library.headed(name, header, weights);
  }

  /** Gives a file a modification time, in seconds since 1970. */
  public static Path at(long seconds, Path file) {
    try {
      return Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the last byte of a file, and neither its size nor its time. */
  public static void damage(Path file) {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 4;
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
