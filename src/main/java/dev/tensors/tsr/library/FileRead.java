package dev.tensors.tsr.library;

import dev.tensors.tsr.model.HeaderIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash and the header that were read from a file.
 *
 * @param sha256 of the whole file, upper case hex
 * @param headerSize bytes of the JSON header
 * @param tensorCount the tensors in the header
 * @param metadata the header's metadata; null: a value that was too large to keep
 * @param weightsSha256 of all bytes after the header of a .safetensors file, upper case hex; null:
 *     not computed, or the file has no such bytes
 * @param fingerprint null: an older tsr read the file, which took none
 */
public record FileRead(
    String sha256,
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    Map<String, @Nullable String> metadata,
    HeaderIdentity identity,
    @Nullable String weightsSha256,
    @Nullable Fingerprint fingerprint) {

  /**
   * What tells a file from another one of the same size where only a small part of it is read.
   *
   * @param header the SHA-256 of its size and its header, of at most the first MiB; upper case hex
   * @param data the SHA-256 of blocks spread evenly over the bytes after the header; upper case hex
   */
  public record Fingerprint(String header, String data) {}
}
