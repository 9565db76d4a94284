package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.CachedModels.Extent;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.WireModel;
import dev.tensors.tsr.civitai.WireVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stores what CivitAI says of models, each in one transaction. */
public final class ModelCache {

  private final Civitai civitai;
  private final ModelFetcher fetcher;
  private final CachedModels models;
  private final InstantSource clock;

  public ModelCache(Civitai civitai, CachedModels models, InstantSource clock) {
    this.civitai = civitai;
    this.fetcher = new ModelFetcher(civitai);
    this.models = models;
    this.clock = clock;
  }

  /**
   * CivitAI's id of the model that a version is of, by the version's id; empty if CivitAI has no
   * such version.
   *
   * @throws ServiceTrouble if CivitAI could not be asked
   */
  public Optional<Long> modelOf(long versionId) throws InterruptedException {
    return Optional.ofNullable(ServiceTrouble.found(civitai.version(versionId)))
        .map(WireVersion::modelId);
  }

  /**
   * Caches models, or refreshes them. What was stored is committed, whatever comes after.
   *
   * @param modelIds CivitAI's ids
   * @param listener told of each model when it is committed
   * @throws ServiceTrouble if CivitAI could not be asked any more; the listener was told of every
   *     model nevertheless
   */
  public void cache(List<Long> modelIds, Consumer<CacheOutcome> listener)
      throws InterruptedException {
    List<List<Long>> chunks = Chunks.of(modelIds, Civitai.MOST_IDS);
    for (int i = 0; i < chunks.size(); i++) {
      FetchedModels fetched;
      try {
        fetched = fetcher.fetch(chunks.get(i));
      } catch (ServiceTrouble e) {
        for (List<Long> rest : chunks.subList(i, chunks.size())) {
          rest.forEach(id -> listener.accept(new CacheOutcome.Failed(id, e.getMessage())));
        }
        throw e;
      }
      chunks.get(i).forEach(id -> listener.accept(store(id, fetched)));
    }
  }

  private CacheOutcome store(long id, FetchedModels fetched) {
    String now = Timestamps.of(clock.instant());
    Optional<Extent> before = models.extent(id);
    WireModel model = fetched.models().get(id);
    if (model == null) {
      models.markGone(id, now);
      return before
          .<CacheOutcome>map(extent -> new CacheOutcome.Gone(id, extent))
          .orElseGet(() -> new CacheOutcome.NotFound(id));
    }
    models.store(ModelMapping.of(model, fetched.details()), now);
    Extent extent = models.extent(id).orElseThrow();
    return before.isPresent()
        ? new CacheOutcome.Refreshed(id, extent)
        : new CacheOutcome.Cached(id, extent);
  }
}
