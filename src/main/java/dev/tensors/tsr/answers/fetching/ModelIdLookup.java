package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.network.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;

/** Adds the models' ids to matches; requests the versions of a host that leaves the ids out. */
public final class ModelIdLookup {

  /**
   * A version at CivitAI that has a file with this hash.
   *
   * @param sha256 upper case hex
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id
   */
  public record MatchedVersion(String sha256, long modelId, long versionId) {}

  private final Civitai civitai;
  private final ServiceCheck check;

  public ModelIdLookup(Civitai civitai, ServiceCheck check) {
    this.civitai = civitai;
    this.check = check;
  }

  /**
   * The matched versions with their models' ids, without versions whose model CivitAI does not
   * name.
   *
   * @throws ServiceUnavailable if CivitAI becomes unavailable
   */
  public List<MatchedVersion> complete(List<HashMatch> matches) throws InterruptedException {
    List<Long> withoutModel =
        matches.stream()
            .filter(match -> match.modelId() == null)
            .map(HashMatch::versionId)
            .distinct()
            .toList();
    Map<Long, Long> models = new HashMap<>();
    for (List<Long> few :
        withoutModel.stream().gather(Gatherers.windowFixed(ParallelCalls.CHUNK)).toList()) {
      int before = civitai.answers();
      for (Answer<WireVersion> answer : ParallelCalls.answers(few, civitai::version)) {
        check.reason(answer, before);
        if (answer instanceof Answer.Found<WireVersion>(WireVersion version)) {
          Long modelId = version.modelId();
          if (modelId != null) {
            models.put(version.id(), modelId);
          }
        }
      }
    }
    List<MatchedVersion> complete = new ArrayList<>();
    for (HashMatch match : matches) {
      Long model = match.modelId() != null ? match.modelId() : models.get(match.versionId());
      if (model != null) {
        complete.add(new MatchedVersion(match.hash(), model, match.versionId()));
      }
    }
    return complete;
  }
}
