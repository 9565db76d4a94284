package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks one thing each of many, some at a time. */
final class ParallelCalls {

  /** After so many it is seen whether CivitAI still answers. */
  static final int CHUNK = 20;

  /** A call. */
  @FunctionalInterface
  interface Question<K, T> {
    Answer<T> ask(K key) throws InterruptedException;
  }

  private ParallelCalls() {}

  /**
   * The values that were found.
   *
   * @throws CivitaiUnavailable if CivitAI did not say for one of them
   */
  static <K, T> List<T> ask(List<K> keys, Question<K, T> question) throws InterruptedException {
    List<T> found = new ArrayList<>();
    for (List<K> chunk : Chunks.of(keys, CHUNK)) {
      for (Answer<T> answer : answers(chunk, question)) {
        T value = CivitaiUnavailable.found(answer);
        if (value != null) {
          found.add(value);
        }
      }
    }
    return found;
  }

  /** The answers in the order of the keys, of which there should be no more than a few. */
  static <K, T> List<Answer<T>> answers(List<K> keys, Question<K, T> question)
      throws InterruptedException {
    List<Answer<T>> answers = new ArrayList<>();
    if (keys.isEmpty()) {
      return answers;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer<T>>> calls = new ArrayList<>();
      keys.forEach(key -> calls.add(() -> question.ask(key)));
      for (Future<Answer<T>> answer : threads.invokeAll(calls)) {
        answers.add(get(answer));
      }
    }
    return answers;
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
