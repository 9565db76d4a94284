package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version that has a file with this hash. Several versions can have the same file.
 *
 * @param hash the SHA-256, upper case hex
 * @param versionId CivitAI's id
 * @param modelId CivitAI's id
 */
public record HashMatch(String hash, long versionId, @Nullable Long modelId) {

  /** Null if the hash or the version's id is missing. */
  public static @Nullable HashMatch of(JsonObject fields) {
    String hash = fields.text("hash");
    Long versionId = fields.number("modelVersionId");
    if (hash == null || versionId == null) {
      return null;
    }
    return new HashMatch(hash.toUpperCase(Locale.ROOT), versionId, fields.number("modelId"));
  }
}
