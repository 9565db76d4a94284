package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedModels;

/** What became of one model that was to be cached. */
public sealed interface CacheOutcome {

  /** CivitAI's id of the model. */
  long modelId();

  /** Cached for the first time. */
  record Cached(long modelId, CachedModels.Extent extent) implements CacheOutcome {}

  /** Cached before, and brought up to date. */
  record Refreshed(long modelId, CachedModels.Extent extent) implements CacheOutcome {}

  /** CivitAI has it no more; what was cached stays. */
  record Gone(long modelId, CachedModels.Extent extent) implements CacheOutcome {}

  /** CivitAI has no such model, and nothing was cached of it. */
  record NotFound(long modelId) implements CacheOutcome {}

  /** CivitAI could not be asked. */
  record Failed(long modelId, String reason) implements CacheOutcome {}
}
