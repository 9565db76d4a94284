package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.network.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes one call for each of several keys, in parallel. */
public final class ParallelCalls {

  /** The number of calls after which callers check whether CivitAI still answers. */
  public static final int CHUNK = 20;

  /** Asks CivitAI for one key. */
  @FunctionalInterface
  public interface Call<K, T> {
    Answer<T> make(K key) throws InterruptedException;
  }

  private ParallelCalls() {}

  /** The answers in the order of the keys; at most {@link #CHUNK} keys. */
  public static <K, T> List<Answer<T>> answers(List<K> keys, Call<K, T> call)
      throws InterruptedException {
    List<Answer<T>> answers = new ArrayList<>();
    if (keys.isEmpty()) {
      return answers;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer<T>>> calls = new ArrayList<>();
      keys.forEach(key -> calls.add(() -> call.make(key)));
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
