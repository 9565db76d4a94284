package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.WireModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks CivitAI for whole models in few calls. What it cannot read of one model is that model's
 * failure, and the others are fetched all the same.
 */
final class ModelFetcher {

  private final Civitai civitai;
  private final ServiceCheck check;

  ModelFetcher(Civitai civitai) {
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
  }

  /**
   * Asks for models, and hands each over as soon as all of it is there.
   *
   * @param ids at most {@link Civitai#MOST_IDS}, without repeats
   * @param fetched told of each model in the order of the ids; it need not keep what it was told
   * @throws CivitaiUnavailable if CivitAI could not be asked any more; it was not told of the
   *     others
   */
  void fetch(List<Long> ids, Consumer<FetchedModel> fetched) throws InterruptedException {
    Map<Long, WireModel> models = listed(ids);
    if (models == null) {
      fetch(ids.subList(0, ids.size() / 2), fetched);
      fetch(ids.subList(ids.size() / 2, ids.size()), fetched);
      return;
    }
    Map<Long, String> failures = new LinkedHashMap<>();
    askOneByOne(ids.stream().filter(id -> !models.containsKey(id)).toList(), models, failures);
    List<Long> group = new ArrayList<>();
    int versions = 0;
    for (long id : ids) {
      int more = models.containsKey(id) ? VersionFetcher.wanted(models.get(id)).size() : 0;
      if (versions > 0 && versions + more > Civitai.MOST_HASHES) {
        handOver(group, models, failures, fetched);
        group.clear();
        versions = 0;
      }
      group.add(id);
      versions += more;
    }
    handOver(group, models, failures, fetched);
  }

  /** Null if that is too much at once. */
  private Map<Long, WireModel> listed(List<Long> ids) throws InterruptedException {
    int before = civitai.answers();
    Answer<Optional<List<WireModel>>> answer = civitai.fewModels(ids);
    Map<Long, WireModel> models = new LinkedHashMap<>();
    if (check.reasonOfMany(answer, before) == null
        && answer instanceof Answer.Found<Optional<List<WireModel>>>(var listed)) {
      if (listed.isEmpty()) {
        return null;
      }
      listed.get().forEach(model -> models.put(model.id(), model));
    }
    models.keySet().retainAll(ids);
    return models;
  }

  /** A listing leaves some out that are there all the same, and one model can spoil it for all. */
  private void askOneByOne(List<Long> left, Map<Long, WireModel> models, Map<Long, String> failures)
      throws InterruptedException {
    for (List<Long> few : Chunks.of(left, ParallelCalls.CHUNK)) {
      int before = civitai.answers();
      List<Answer<WireModel>> answers = ParallelCalls.answers(few, civitai::model);
      for (int i = 0; i < few.size(); i++) {
        String reason = check.reason(answers.get(i), before);
        if (reason != null) {
          failures.put(few.get(i), reason);
        } else if (answers.get(i) instanceof Answer.Found<WireModel>(WireModel model)) {
          if (model.id() == few.get(i)) {
            models.put(model.id(), model);
          } else {
            failures.put(few.get(i), "the answer is about model " + model.id());
          }
        }
      }
      requireOneOf(few, answers);
    }
  }

  /** Asked for so many in vain, CivitAI is not asked for thousands more. */
  static void requireOneOf(List<Long> asked, List<? extends Answer<?>> answers) {
    boolean inVain =
        answers.stream()
            .noneMatch(
                answer -> answer instanceof Answer.Found<?> || answer instanceof Answer.Unknown<?>);
    if (inVain && asked.size() == ParallelCalls.CHUNK) {
      throw CivitaiUnavailable.of(answers.getLast());
    }
  }

  /** What is handed over is forgotten. */
  private void handOver(
      List<Long> ids,
      Map<Long, WireModel> models,
      Map<Long, String> failures,
      Consumer<FetchedModel> fetched)
      throws InterruptedException {
    VersionFetcher details = new VersionFetcher(civitai, check);
    ids.stream().filter(models::containsKey).map(models::get).forEach(details::add);
    if (!details.fetch(ids.size() > 1)) {
      handOver(ids.subList(0, ids.size() / 2), models, failures, fetched);
      handOver(ids.subList(ids.size() / 2, ids.size()), models, failures, fetched);
      return;
    }
    for (long id : ids) {
      WireModel model = models.remove(id);
      if (model != null) {
        fetched.accept(new FetchedModel.Present(model, details.of(model), details.lack(model)));
      } else if (failures.containsKey(id)) {
        fetched.accept(new FetchedModel.Failed(id, failures.get(id)));
      } else {
        check.requireAnAnswer();
        fetched.accept(new FetchedModel.Absent(id));
      }
    }
  }
}
