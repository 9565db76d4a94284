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
final class Parallel {

  /** After so many it is seen whether CivitAI still answers. */
  private static final int CHUNK = 20;

  /** A call. */
  @FunctionalInterface
  interface Question<K, T> {
    Answer<T> ask(K key) throws InterruptedException;
  }

  private Parallel() {}

  /**
   * The values that were found.
   *
   * @throws ServiceTrouble if CivitAI did not say for one of them
   */
  static <K, T> List<T> ask(List<K> keys, Question<K, T> question) throws InterruptedException {
    List<T> found = new ArrayList<>();
    if (keys.isEmpty()) {
      return found;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<K> chunk : Chunks.of(keys, CHUNK)) {
        List<Callable<Answer<T>>> calls = new ArrayList<>();
        chunk.forEach(key -> calls.add(() -> question.ask(key)));
        for (Future<Answer<T>> answer : threads.invokeAll(calls)) {
          T value = ServiceTrouble.found(get(answer));
          if (value != null) {
            found.add(value);
          }
        }
      }
    }
    return found;
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
