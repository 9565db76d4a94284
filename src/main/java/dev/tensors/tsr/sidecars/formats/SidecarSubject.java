package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import org.jspecify.annotations.Nullable;

/**
 * The ids and hashes that a sidecar names. It may name a hash and no ids, or one id alone.
 *
 * @param modelId CivitAI's id; null: not named
 * @param versionId CivitAI's id; null: not named
 * @param sha256 of the file; null: not named
 * @param blake3 of the file; null: not named
 */
public record SidecarSubject(
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String sha256,
    @Nullable String blake3) {

  /** The ids in CivitAI's answer on a version. */
  public static SidecarSubject ofAnswer(JsonObject answer, @Nullable String sha256) {
    return new SidecarSubject(answer.number("modelId"), answer.number("id"), sha256, null);
  }

  /** Whether the sidecar names no other version. */
  public boolean mayBe(VersionName version) {
    return mayBe(modelId, version.modelId()) && mayBe(versionId, version.versionId());
  }

  /** Managers write 0 for no id. */
  private static boolean mayBe(@Nullable Long named, long id) {
    return named == null || named <= 0 || named == id;
  }

  /** Whether the sidecar names no hash of another file. */
  public boolean mayBe(ExportedFile exported) {
    WireFile own = exported.ownFile();
    String known = own == null ? null : own.hashes().get(ModelHash.BLAKE3);
    return mayBe(sha256, exported.file().sha256()) && (known == null || mayBe(blake3, known));
  }

  private static boolean mayBe(@Nullable String named, String hash) {
    return named == null || named.isBlank() || named.strip().equalsIgnoreCase(hash);
  }
}
