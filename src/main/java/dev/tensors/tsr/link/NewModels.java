package dev.tensors.tsr.link;

import java.util.ArrayList;
import java.util.List;

/** Caches the models of newly linked files, and names those that could not be cached. */
final class NewModels {

  private final ModelCache cache;
  private final LinkListener listener;

  /**
   * @param cache null: nothing is cached
   */
  NewModels(ModelCache cache, LinkListener listener) {
    this.cache = cache;
    this.listener = listener;
  }

  /**
   * Caches models, or refreshes them.
   *
   * @throws ServiceTrouble if CivitAI could not be asked any more, which is no fault of any model
   */
  void store(List<Long> modelIds) throws InterruptedException {
    if (cache == null) {
      return;
    }
    List<CacheOutcome.Failed> failed = new ArrayList<>();
    cache.cache(
        modelIds,
        outcome -> {
          if (outcome instanceof CacheOutcome.Failed failure) {
            failed.add(failure);
          }
        });
    failed.forEach(failure -> listener.modelFailed(failure.modelId(), failure.reason()));
  }
}
