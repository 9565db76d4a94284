package dev.tensors.tsr.answers;

import dev.tensors.tsr.answers.CachedModels.Extent;

/** The result of caching one model. */
public sealed interface CacheOutcome {

  /** CivitAI's id of the model. */
  long modelId();

  /** Cached for the first time. */
  record Cached(long modelId, Extent extent) implements CacheOutcome {}

  /** Cached before, and updated. */
  record Refreshed(long modelId, Extent extent) implements CacheOutcome {}

  /**
   * CivitAI no longer has the model; its cached rows stay.
   *
   * @param isNews whether it had the model when it was asked before
   */
  record Gone(long modelId, Extent extent, boolean isNews) implements CacheOutcome {}

  /** CivitAI does not have the model, and it is not cached. */
  record NotFound(long modelId) implements CacheOutcome {}

  /**
   * Stored, but without the generation parameters of some images.
   *
   * @param stored {@link Cached} or {@link Refreshed}
   * @param lack a version whose parameters are missing, and why
   */
  record Incomplete(CacheOutcome stored, Extent extent, String lack) implements CacheOutcome {
    @Override
    public long modelId() {
      return stored.modelId();
    }
  }

  /** CivitAI gives no usable answer for this model; its cached rows stay. */
  record Failed(long modelId, String reason) implements CacheOutcome {}

  /** CivitAI became unavailable before the model was fetched; its cached rows stay. */
  record NotAsked(long modelId) implements CacheOutcome {}
}
