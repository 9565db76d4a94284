package dev.tensors.tsr.link;

import java.util.List;

/** Caches the models of newly linked files, unless the user wants their ids only. */
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
   * @throws CivitaiUnavailable if CivitAI could not be asked any more
   */
  void store(List<Long> modelIds) throws InterruptedException {
    if (cache != null) {
      cache.cache(modelIds, listener::model);
    }
  }
}
