package dev.tensors.tsr.civitai;

import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.AnswerReader;
import dev.tensors.tsr.network.ApiClient;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.HttpCall.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes calls, and handles answers that are too large: a hundred versions can hold a hundred
 * workflows.
 */
final class SplittingClient {

  private final ApiClient client;

  SplittingClient(ApiClient client) {
    this.client = client;
  }

  /** Makes a call for one item. */
  <T> Answer<T> single(ApiCall call, AnswerReader<T> reading) throws InterruptedException {
    try {
      return client.make(call, reading);
    } catch (AnswerTooLarge e) {
      return new Answer.Unreachable<>(e.reason());
    }
  }

  /**
   * Makes one call for all items.
   *
   * @return empty if there are several items, and the answer is too large
   */
  <K, T> Answer<Optional<List<T>>> whole(
      List<K> items, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    if (items.isEmpty()) {
      return new Answer.Found<>(Optional.of(List.of())); // the call would list everything
    }
    try {
      return client.make(call.apply(items), reading).map(Optional::of);
    } catch (AnswerTooLarge e) {
      return items.size() == 1
          ? new Answer.Unreachable<>(e.reason())
          : new Answer.Found<>(Optional.empty());
    }
  }

  /** Makes one call for all items; if the answer is too large, calls for each half of them. */
  <K, T> Answer<List<T>> split(
      List<K> items, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    return switch (whole(items, call, reading)) {
      case Answer.Found<Optional<List<T>>>(Optional<List<T>> values) ->
          values.isPresent() ? new Answer.Found<>(values.get()) : halves(items, call, reading);
      case Answer<Optional<List<T>>> failed -> failed.map(Optional::orElseThrow);
    };
  }

  private <K, T> Answer<List<T>> halves(
      List<K> items, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    List<T> found = new ArrayList<>();
    int half = items.size() / 2;
    for (List<K> part : List.of(items.subList(0, half), items.subList(half, items.size()))) {
      Answer<List<T>> answer = split(part, call, reading);
      if (!(answer instanceof Answer.Found<List<T>>(List<T> values))) {
        return answer;
      }
      found.addAll(values);
    }
    return new Answer.Found<>(found);
  }
}
