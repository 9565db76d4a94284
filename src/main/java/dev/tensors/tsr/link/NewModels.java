package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.link.FileLinker.LinkListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Caches the models of newly linked files, unless only their ids are to be stored. */
final class NewModels {

  private final @Nullable ModelCache cache;
  private final LinkListener listener;

  /**
   * @param cache null: only ids are stored
   */
  NewModels(@Nullable ModelCache cache, LinkListener listener) {
    this.cache = cache;
    this.listener = listener;
  }

  /**
   * Caches models, or refreshes them.
   *
   * @throws ServiceUnavailable if CivitAI becomes unavailable
   */
  void store(List<Long> modelIds) throws InterruptedException {
    if (cache != null) {
      cache.cache(modelIds, listener::model);
    }
  }
}
