package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import org.jspecify.annotations.Nullable;

/**
 * What is cached of a version and its model.
 *
 * @param model with this version alone
 * @param fetchedAt when CivitAI was asked about it, ISO 8601, UTC; null: never
 * @param gone whether CivitAI no longer has the model or the version
 */
public record CachedModel(WireModel model, @Nullable String fetchedAt, boolean gone) {

  public WireVersion version() {
    return model.versions().getFirst();
  }
}
