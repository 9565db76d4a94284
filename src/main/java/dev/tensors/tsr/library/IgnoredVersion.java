package dev.tensors.tsr.library;

import org.jspecify.annotations.Nullable;

/**
 * A model's version that is not to be shown as newer, like those that are not newer than it.
 *
 * @param modelId CivitAI's id
 * @param modelName null: the model is not cached
 * @param versionId CivitAI's id; null: all versions, also those to come
 * @param versionName null where the version is unknown
 * @param since ISO 8601, UTC
 */
public record IgnoredVersion(
    long modelId,
    @Nullable String modelName,
    @Nullable Long versionId,
    @Nullable String versionName,
    String since) {

  /** Whether no version of the model is ever shown as newer. */
  public boolean always() {
    return versionId == null;
  }
}
