package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedVersions;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.ModelReference;
import dev.tensors.tsr.civitai.WireModel;
import dev.tensors.tsr.civitai.WireVersion;
import java.util.List;
import java.util.Optional;

/** Finds the version that a user names by its id or by the address of a page. */
public final class VersionLookup {

  private final CachedVersions cached;
  private final Civitai civitai;
  private final ServiceCheck check;
  private final NewModels models;

  /**
   * @param civitai null if it may not be asked
   * @param cache where the model of the version is stored if it is not cached yet; null: nowhere
   */
  public VersionLookup(
      CachedVersions cached, Civitai civitai, ModelCache cache, LinkListener listener) {
    this.cached = cached;
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
    this.models = new NewModels(cache, listener);
  }

  /**
   * The versions that may be meant: the one that is named, or all of the model that is named. Empty
   * if there are none.
   *
   * @throws CivitaiUnavailable if CivitAI could not be asked
   */
  public List<VersionName> candidates(ModelReference named) throws InterruptedException {
    return named.versionId() == null
        ? ofModel(named.modelId())
        : version(named.versionId()).stream().toList();
  }

  /** CivitAI goes first, since it may have more versions by now. */
  private List<VersionName> ofModel(long modelId) throws InterruptedException {
    if (civitai == null) {
      return cached.ofModel(modelId);
    }
    WireModel model = CivitaiUnavailable.found(civitai.model(modelId));
    if (model == null) {
      check.requireAnAnswer();
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
    WireVersion version = CivitaiUnavailable.found(civitai.version(versionId));
    if (version == null || version.modelId() == null) {
      check.requireAnAnswer();
      return Optional.empty();
    }
    models.store(List.of(version.modelId()));
    return cached
        .byId(versionId)
        .or(() -> Optional.of(new VersionName(version.modelId(), versionId, version.name(), null)));
  }
}
