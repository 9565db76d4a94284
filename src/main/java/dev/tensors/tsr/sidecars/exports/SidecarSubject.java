package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.VersionName;
import org.jspecify.annotations.Nullable;

/**
 * The ids and hashes that a sidecar names. It may name a hash and no ids, or one id alone.
 *
 * @param modelId CivitAI's id; null: not named
 * @param versionId CivitAI's id; null: not named
 * @param sha256 of the file; null: not named
 * @param blake3 of the file; null: not named
 */
record SidecarSubject(
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String sha256,
    @Nullable String blake3) {

  /** Reads the ids and hashes in a sidecar of a program. */
  static SidecarSubject of(ExportTarget target, JsonObject root) {
    return switch (target) {
      case CIVITAI_HELPER -> of(root, "modelId", "id", null, null);
      case LORA_MANAGER -> of(root.object("civitai"), "modelId", "id", root.text("sha256"), null);
      case STABILITY_MATRIX -> {
        JsonObject hashes = root.object("Hashes");
        yield of(root, "ModelId", "VersionId", hashes.text("SHA256"), hashes.text("BLAKE3"));
      }
      case A1111 -> of(root, "modelId", "modelVersionId", root.text("sha256"), null);
    };
  }

  private static SidecarSubject of(
      JsonObject ids,
      String model,
      String version,
      @Nullable String sha256,
      @Nullable String blake3) {
    return new SidecarSubject(ids.number(model), ids.number(version), sha256, blake3);
  }

  /** Whether the sidecar names no other version. */
  boolean mayBe(VersionName version) {
    return mayBe(modelId, version.modelId()) && mayBe(versionId, version.versionId());
  }

  /** Managers write 0 for no id. */
  private static boolean mayBe(@Nullable Long named, long id) {
    return named == null || named <= 0 || named == id;
  }

  /** Whether the sidecar names no hash of another file. */
  boolean mayBe(ExportedFile exported) {
    CachedModel.File own = exported.ownFile();
    String known = own == null ? null : own.hashes().get("BLAKE3");
    return mayBe(sha256, exported.file().sha256()) && (known == null || mayBe(blake3, known));
  }

  private static boolean mayBe(@Nullable String named, String hash) {
    return named == null || named.isBlank() || named.strip().equalsIgnoreCase(hash);
  }
}
