package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CivitAI's answer about one model. */
sealed interface FetchedModel {

  /** CivitAI's id. */
  long id();

  /**
   * CivitAI has it.
   *
   * @param details the versions' own answers by their ids, where they were needed
   * @param lack a version whose own answer is missing, and why; null if none is missing
   */
  record Present(WireModel model, Map<Long, WireVersion> details, @Nullable String lack)
      implements FetchedModel {
    @Override
    public long id() {
      return model.id();
    }
  }

  /** CivitAI does not have the model. */
  record Absent(long id) implements FetchedModel {}

  /** CivitAI gives no usable answer for this model. */
  record Failed(long id, String reason) implements FetchedModel {}
}
