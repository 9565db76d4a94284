package dev.tensors.tsr.library;

import dev.tensors.tsr.model.HeaderIdentity;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a file's content: its header, and its hash, which was read or is claimed.
 *
 * @param sha256 of the whole file, upper case hex
 * @param hashSource how that is known
 * @param headerSize bytes of the JSON header
 * @param tensorCount the tensors in the header
 * @param metadata the header's metadata; null: a value that was too large to keep
 * @param weightsSha256 of all bytes after the header of a .safetensors file, upper case hex; null:
 *     not computed, or the file has no such bytes
 * @param fingerprint null: an older tsr read the file, which took none
 */
public record FileRead(
    String sha256,
    HashSource hashSource,
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    Map<String, @Nullable String> metadata,
    HeaderIdentity identity,
    @Nullable String weightsSha256,
    @Nullable Fingerprint fingerprint) {

  /** How the SHA-256 of a file is known. */
  public enum HashSource {
    /** From its bytes. */
    READ,
    /** The catalogue of another machine has a file of this name, size, time and fingerprint. */
    CATALOGUE,
    /** The name of the blob in Hugging Face's cache. */
    NAME,
    /** What Hugging Face's programs noted when they downloaded the file. */
    METADATA;

    /** The word in the column hash_source. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The source with this word; {@link #CATALOGUE} for one that this tsr does not know. */
    static HashSource of(String word) {
      for (HashSource source : values()) {
        if (source.word().equals(word)) {
          return source;
        }
      }
      return CATALOGUE;
    }
  }

  /**
   * The hash that a file has if it is the one that a source knows.
   *
   * @param fingerprint of the file that it knows; null: it knows none, and means this file
   */
  public record ClaimedHash(
      String sha256,
      HashSource source,
      @Nullable String weightsSha256,
      @Nullable Fingerprint fingerprint) {

    /** What is known of a file without its fingerprint. */
    public static ClaimedHash of(String sha256, HashSource source) {
      return new ClaimedHash(sha256, source, null, null);
    }

    /** The same of a file that has a fingerprint. */
    public ClaimedHash with(Fingerprint known) {
      return new ClaimedHash(sha256, source, weightsSha256, known);
    }
  }

  /**
   * What tells a file from another one of the same size where only a small part of it is read.
   *
   * @param header the SHA-256 of its size and its header, of at most the first MiB; upper case hex
   * @param data the SHA-256 of blocks spread evenly over the bytes after the header; upper case hex
   */
  public record Fingerprint(String header, String data) {}
}
