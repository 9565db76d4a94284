package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.network.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches whole models in few requests. If CivitAI gives no usable answer for one model, only that
 * model fails.
 */
final class ModelFetcher {

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

  private final Civitai civitai;
  private final ServiceCheck check;

  ModelFetcher(Civitai civitai) {
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
  }

  /**
   * Fetches models, and passes each on as soon as it is complete.
   *
   * @param ids at most {@link Civitai#MOST_IDS}, without repeats
   * @param fetched receives each model, in the order of the ids
   * @throws ServiceUnavailable if CivitAI becomes unavailable; the other models were not passed on
   */
  void fetch(List<Long> ids, Consumer<FetchedModel> fetched) throws InterruptedException {
    Map<Long, WireModel> models = listed(ids);
    if (models == null) {
      fetch(ids.subList(0, ids.size() / 2), fetched);
      fetch(ids.subList(ids.size() / 2, ids.size()), fetched);
      return;
    }
    Map<Long, String> failures = new LinkedHashMap<>();
    requestEach(ids.stream().filter(id -> !models.containsKey(id)).toList(), models, failures);
    List<Long> group = new ArrayList<>();
    int versions = 0;
    for (long id : ids) {
      WireModel model = models.get(id);
      int more = model == null ? 0 : VersionFetcher.wanted(model).size();
      if (versions > 0 && versions + more > Civitai.MOST_HASHES) {
        passOn(group, models, failures, fetched);
        group.clear();
        versions = 0;
      }
      group.add(id);
      versions += more;
    }
    passOn(group, models, failures, fetched);
  }

  /** The models in the listing of these ids; null if the listing is too large. */
  private @Nullable Map<Long, WireModel> listed(List<Long> ids) throws InterruptedException {
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

  /** Requests models that the listing lacks: it leaves some out, and one model can break it. */
  private void requestEach(List<Long> left, Map<Long, WireModel> models, Map<Long, String> failures)
      throws InterruptedException {
    for (List<Long> few :
        left.stream().gather(Gatherers.windowFixed(ParallelCalls.CHUNK)).toList()) {
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
      stopIfAllFailed(few, answers);
    }
  }

  /** Throws if a whole chunk of requests failed, so that no thousands of requests follow. */
  static void stopIfAllFailed(List<Long> asked, List<? extends Answer<?>> answers) {
    boolean allFailed =
        answers.stream()
            .noneMatch(
                answer -> answer instanceof Answer.Found<?> || answer instanceof Answer.Unknown<?>);
    if (allFailed && asked.size() == ParallelCalls.CHUNK) {
      throw ServiceUnavailable.of(answers.getLast());
    }
  }

  /** Passes a group of models on, and removes them from memory. */
  private void passOn(
      List<Long> ids,
      Map<Long, WireModel> models,
      Map<Long, String> failures,
      Consumer<FetchedModel> fetched)
      throws InterruptedException {
    VersionFetcher details = new VersionFetcher(civitai, check);
    ids.stream().map(models::get).flatMap(Stream::ofNullable).forEach(details::add);
    if (!details.fetch(ids.size() > 1)) {
      passOn(ids.subList(0, ids.size() / 2), models, failures, fetched);
      passOn(ids.subList(ids.size() / 2, ids.size()), models, failures, fetched);
      return;
    }
    for (long id : ids) {
      WireModel model = models.remove(id);
      if (model != null) {
        fetched.accept(new FetchedModel.Present(model, details.of(model), details.lack(model)));
        continue;
      }
      String failure = failures.get(id);
      if (failure != null) {
        fetched.accept(new FetchedModel.Failed(id, failure));
      } else {
        check.requireAnAnswer();
        fetched.accept(new FetchedModel.Absent(id));
      }
    }
  }
}
