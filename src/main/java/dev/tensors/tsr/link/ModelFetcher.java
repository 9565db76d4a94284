package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.WireModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @throws ServiceTrouble if CivitAI could not be asked any more; it was not told of the others
   */
  void fetch(List<Long> ids, Consumer<FetchedModel> fetched) throws InterruptedException {
    Map<Long, WireModel> models = listed(ids);
    Map<Long, String> failures = new LinkedHashMap<>();
    askOneByOne(ids.stream().filter(id -> !models.containsKey(id)).toList(), models, failures);
    VersionFetcher details = new VersionFetcher(civitai, check);
    List<Long> group = new ArrayList<>();
    for (long id : ids) {
      WireModel model = models.get(id);
      if (model != null && !details.fits(model)) {
        handOver(group, models, failures, details, fetched);
      }
      if (model != null) {
        details.add(model);
      }
      group.add(id);
    }
    handOver(group, models, failures, details, fetched);
  }

  private Map<Long, WireModel> listed(List<Long> ids) throws InterruptedException {
    int before = civitai.answers();
    Answer<List<WireModel>> answer = civitai.models(ids);
    Map<Long, WireModel> models = new LinkedHashMap<>();
    if (check.reasonOfMany(answer, before) == null
        && answer instanceof Answer.Found<List<WireModel>>(List<WireModel> listed)) {
      listed.forEach(model -> models.put(model.id(), model));
    }
    models.keySet().retainAll(ids);
    return models;
  }

  /** A listing leaves some out that are there all the same, and one model can spoil it for all. */
  private void askOneByOne(List<Long> left, Map<Long, WireModel> models, Map<Long, String> failures)
      throws InterruptedException {
    for (List<Long> few : Chunks.of(left, Parallel.CHUNK)) {
      int before = civitai.answers();
      List<Answer<WireModel>> answers = Parallel.answers(few, civitai::model);
      for (int i = 0; i < few.size(); i++) {
        String reason = check.reason(answers.get(i), before);
        if (reason != null) {
          failures.put(few.get(i), reason);
        } else if (answers.get(i) instanceof Answer.Found<WireModel>(WireModel model)) {
          models.put(few.get(i), model);
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
    if (inVain && asked.size() == Parallel.CHUNK) {
      throw ServiceTrouble.of(answers.getLast());
    }
  }

  private void handOver(
      List<Long> ids,
      Map<Long, WireModel> models,
      Map<Long, String> failures,
      VersionFetcher details,
      Consumer<FetchedModel> fetched)
      throws InterruptedException {
    details.fetch();
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
    ids.clear();
    details.clear();
  }
}
