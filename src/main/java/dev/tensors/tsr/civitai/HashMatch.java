package dev.tensors.tsr.civitai;

import java.util.Locale;

/**
 * A version that has a file with this hash. Several versions can have the same file.
 *
 * @param hash the SHA-256, upper case hex
 * @param versionId CivitAI's id
 * @param modelId CivitAI's id; null where the host does not tell
 */
public record HashMatch(String hash, long versionId, Long modelId) {

  /** Null if it is no match. */
  static HashMatch of(JsonObject fields) {
    String hash = fields.text("hash");
    Long versionId = fields.number("modelVersionId");
    if (hash == null || versionId == null) {
      return null;
    }
    return new HashMatch(hash.toUpperCase(Locale.ROOT), versionId, fields.number("modelId"));
  }
}
