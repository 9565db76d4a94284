package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.ModelHash;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version at CivitAI that a sidecar names for the file beside it.
 *
 * @param model what the sidecar knows of the model; null: only ids
 * @param extent how much of the model the sidecar knows
 * @param modelId CivitAI's id; null: not named
 * @param versionId CivitAI's id; null: not named, or one of several
 * @param sha256 of the file that the sidecar was written for; null: not named
 */
public record Claim(
    @Nullable WireModel model,
    Extent extent,
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String sha256) {

  /** What an import learns from a sidecar. */
  public enum SidecarStatus {
    /** A SHA-256 in it is that of the file. */
    PROVED,
    /** Only the hash of the weights is that of the file: a program rewrote the header. */
    SAME_WEIGHTS,
    /** It names a version, and nothing proves that the file is that version. */
    CLAIMED,
    /** It lists the hashes of a version's files, and the file has none of them. */
    CONTRADICTED,
    /** It names no version, but has notes of the user. */
    NOTES_ONLY,
    /** It has nothing that tsr can take over. */
    EMPTY,
    /** It could not be read. */
    UNREADABLE,
    /** It is as it was when it was imported, and was not read. */
    UNCHANGED;

    /** The status as results and the database write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The result of comparing a sidecar's claim with the hashes of the file beside it.
   *
   * @param version CivitAI's id of the version that the sidecar names; null: several, or none
   */
  public record ClaimCheck(SidecarStatus status, @Nullable Long version) {

    /** Whether a hash proves that the file is of the version. */
    public boolean proves() {
      return status == SidecarStatus.PROVED || status == SidecarStatus.SAME_WEIGHTS;
    }
  }

  /** How much a sidecar knows of a model. */
  public enum Extent {
    /** All versions with all their files. */
    MODEL,
    /** One version with all its files. */
    VERSION,
    /** One file. */
    FILE
  }

  /** A claim from CivitAI's answer on a model or on one version; null if ids are missing. */
  public static @Nullable Claim of(@Nullable WireModel model, Extent extent) {
    if (model == null || model.id() <= 0) {
      return null;
    }
    List<WireVersion> versions = model.versions();
    if (versions.isEmpty() || versions.stream().anyMatch(version -> version.id() <= 0)) {
      return null;
    }
    Long version = versions.size() == 1 ? versions.getFirst().id() : null;
    return new Claim(model, extent, model.id(), version, null);
  }

  /** A claim of ids alone; null if the sidecar has none. */
  static @Nullable Claim ofIds(
      @Nullable Long modelId, @Nullable Long versionId, @Nullable String sha256) {
    Long model = modelId == null || modelId <= 0 ? null : modelId;
    Long version = versionId == null || versionId <= 0 ? null : versionId;
    return model == null && version == null
        ? null
        : new Claim(null, Extent.FILE, model, version, sha256);
  }

  /** Whether the hash of the weights can prove the claim. */
  public boolean namesWeights() {
    return files().anyMatch(file -> !hash(file, ModelHash.AUTOV3).isEmpty());
  }

  /**
   * Compares the claim with the hashes of the file beside it.
   *
   * @param weightsSha256 null: not known
   */
  public ClaimCheck check(String fileSha256, @Nullable String weightsSha256) {
    Optional<Long> bySha256 = version(file -> hash(file, ModelHash.SHA256).equals(fileSha256));
    if (bySha256.isPresent()) {
      return new ClaimCheck(SidecarStatus.PROVED, bySha256.get());
    }
    if (modelId != null && versionId != null && fileSha256.equalsIgnoreCase(sha256)) {
      return new ClaimCheck(SidecarStatus.PROVED, versionId);
    }
    Optional<Long> byWeights =
        weightsSha256 == null ? Optional.empty() : version(file -> has(file, weightsSha256));
    if (byWeights.isPresent()) {
      return new ClaimCheck(SidecarStatus.SAME_WEIGHTS, byWeights.get());
    }
    boolean contradicted =
        extent != Extent.FILE && files().anyMatch(file -> !hash(file, ModelHash.SHA256).isEmpty());
    return new ClaimCheck(
        contradicted ? SidecarStatus.CONTRADICTED : SidecarStatus.CLAIMED, versionId);
  }

  private static boolean has(WireFile file, String weightsSha256) {
    String hash = hash(file, ModelHash.AUTOV3);
    return hash.equals(weightsSha256) || hash.equals(ModelHash.autoV3(weightsSha256));
  }

  private static String hash(WireFile file, String type) {
    return file.hashes().getOrDefault(type, "");
  }

  private Stream<WireFile> files() {
    return model == null
        ? Stream.empty()
        : model.versions().stream().flatMap(version -> version.files().stream());
  }

  /** If several versions have such a file, the one published first counts, then the lowest id. */
  private Optional<Long> version(Predicate<WireFile> test) {
    return model == null
        ? Optional.empty()
        : model.versions().stream()
            .filter(version -> version.files().stream().anyMatch(test))
            .min(
                Comparator.comparing(
                        (WireVersion version) -> version.get(WireVersion.PUBLISHED_AT),
                        Comparator.nullsLast(Comparator.<String>naturalOrder()))
                    .thenComparing(WireVersion::id))
            .map(WireVersion::id);
  }
}
