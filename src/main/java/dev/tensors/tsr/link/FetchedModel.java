package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.WireModel;
import dev.tensors.tsr.civitai.WireVersion;
import java.util.Map;

/** What CivitAI said of one model. */
sealed interface FetchedModel {

  /** CivitAI's id. */
  long id();

  /**
   * CivitAI has it.
   *
   * @param details by id, the versions' own answers as far as they were needed
   * @param lack which of them could not be had, and why; null if none is lacking
   */
  record Present(WireModel model, Map<Long, WireVersion> details, String lack)
      implements FetchedModel {
    @Override
    public long id() {
      return model.id();
    }
  }

  /** CivitAI has no such model, or no longer. */
  record Absent(long id) implements FetchedModel {}

  /** CivitAI answers, but not with this model. */
  record Failed(long id, String reason) implements FetchedModel {}
}
