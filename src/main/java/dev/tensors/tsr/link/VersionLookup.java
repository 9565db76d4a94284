package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ServiceCheck;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.link.FileLinker.LinkListener;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the version that a user names by its id or by the address of a page. */
final class VersionLookup {

  private final CachedVersions cached;
  private final @Nullable Civitai civitai;
  private final NewModels models;

  /**
   * @param civitai null in a run without requests
   * @param cache stores the model of the version if it is not cached yet; null: only ids are stored
   */
  public VersionLookup(
      CachedVersions cached,
      @Nullable Civitai civitai,
      @Nullable ModelCache cache,
      LinkListener listener) {
    this.cached = cached;
    this.civitai = civitai;
    this.models = new NewModels(cache, listener);
  }

  /**
   * The version that a reference names, or all versions of the model that it names; empty if it
   * does not exist.
   *
   * @throws ServiceUnavailable if CivitAI is unavailable
   */
  public List<VersionName> candidates(ModelReference reference) throws InterruptedException {
    Long versionId = reference.versionId();
    if (versionId != null) {
      return version(versionId).stream().toList();
    }
    Long modelId = reference.modelId();
    return modelId == null ? List.of() : ofModel(modelId);
  }

  /** Requests a cached model, too, since it may have new versions. */
  private List<VersionName> ofModel(long modelId) throws InterruptedException {
    if (civitai == null) {
      return cached.ofModel(modelId);
    }
    WireModel model = ServiceUnavailable.found(civitai.model(modelId));
    if (model == null) {
      new ServiceCheck(civitai).requireAnAnswer();
      return List.of();
    }
    List<VersionName> versions =
        model.versions().stream()
            .map(version -> new VersionName(modelId, version.id(), version.name(), model.name()))
            .toList();
    if (versions.size() == 1 && cached.byId(versions.getFirst().versionId()).isEmpty()) {
      models.store(List.of(modelId));
    }
    return versions;
  }

  private Optional<VersionName> version(long versionId) throws InterruptedException {
    Optional<VersionName> known = cached.byId(versionId);
    if (known.isPresent() || civitai == null) {
      return known;
    }
    WireVersion version = ServiceUnavailable.found(civitai.version(versionId));
    Long modelId = version == null ? null : version.modelId();
    if (version == null || modelId == null) {
      new ServiceCheck(civitai).requireAnAnswer();
      return Optional.empty();
    }
    models.store(List.of(modelId));
    return cached
        .byId(versionId)
        .or(() -> Optional.of(new VersionName(modelId, versionId, version.name(), null)));
  }
}
