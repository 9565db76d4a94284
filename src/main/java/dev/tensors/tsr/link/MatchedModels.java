package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.HashMatch;
import dev.tensors.tsr.civitai.WireVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks for the models of matched versions where a host leaves them out; each costs a call then. */
final class MatchedModels {

  private final Civitai civitai;
  private final ServiceCheck check;

  MatchedModels(Civitai civitai, ServiceCheck check) {
    this.civitai = civitai;
    this.check = check;
  }

  /**
   * The matches with their models' ids, without those whose version CivitAI does not tell the model
   * of.
   *
   * @throws CivitaiUnavailable if CivitAI could not be asked any more
   */
  List<HashMatch> complete(List<HashMatch> matches) throws InterruptedException {
    List<Long> modelless =
        matches.stream()
            .filter(match -> match.modelId() == null)
            .map(HashMatch::versionId)
            .distinct()
            .toList();
    Map<Long, Long> models = new HashMap<>();
    for (List<Long> few : Chunks.of(modelless, ParallelCalls.CHUNK)) {
      int before = civitai.answers();
      for (Answer<WireVersion> answer : ParallelCalls.answers(few, civitai::version)) {
        check.reason(answer, before);
        if (answer instanceof Answer.Found<WireVersion>(WireVersion version)) {
          models.put(version.id(), version.modelId());
        }
      }
    }
    List<HashMatch> complete = new ArrayList<>();
    for (HashMatch match : matches) {
      Long model = match.modelId() != null ? match.modelId() : models.get(match.versionId());
      if (model != null) {
        complete.add(new HashMatch(match.hash(), match.versionId(), model));
      }
    }
    return complete;
  }
}
