package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedModels.Extent;

/** What became of one model that was to be cached. */
public sealed interface CacheOutcome {

  /** CivitAI's id of the model. */
  long modelId();

  /** Cached for the first time. */
  record Cached(long modelId, Extent extent) implements CacheOutcome {}

  /** Cached before, and brought up to date. */
  record Refreshed(long modelId, Extent extent) implements CacheOutcome {}

  /** CivitAI has it no more; what was cached stays. */
  record Gone(long modelId, Extent extent) implements CacheOutcome {}

  /** CivitAI has no such model, and nothing was cached of it. */
  record NotFound(long modelId) implements CacheOutcome {}

  /**
   * Stored, but without the generation parameters of some images.
   *
   * @param stored {@link Cached} or {@link Refreshed}
   * @param lack what could not be had, and why
   */
  record Incomplete(CacheOutcome stored, Extent extent, String lack) implements CacheOutcome {
    @Override
    public long modelId() {
      return stored.modelId();
    }
  }

  /** CivitAI answers, but not with this model; what was cached stays. */
  record Failed(long modelId, String reason) implements CacheOutcome {}

  /** CivitAI could not be asked for it any more; what was cached stays. */
  record NotAsked(long modelId) implements CacheOutcome {}
}
