package dev.tensors.tsr.page;

import dev.tensors.tsr.sqlite.Interrupted;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks on several threads. The thread that adds them receives their results, in the order in
 * which it added them.
 */
final class OrderedTasks implements AutoCloseable {

  /** Receives the result of a task. */
  @FunctionalInterface
  interface Receiver<R> {
    void accept(R result) throws IOException;
  }

  private record Underway<R>(Future<R> result, Receiver<R> receiver) {

    void finish() throws IOException {
      try {
        receiver.accept(result.get());
      } catch (InterruptedException e) {
        throw new Interrupted(); // a failure would be told as one of the disk
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException failure -> throw failure;
          case RuntimeException fault -> throw fault;
          case Error fault -> throw fault;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Drawing is bound by processors; more threads would only take memory. */
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

  /**
   * No more results than these are held: one slow task must not let thousands pile up behind it.
   */
  private static final int AHEAD = 8 * THREADS;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
  private final Deque<Underway<?>> underway = new ArrayDeque<>();

  /**
   * Adds a task, and may wait for the first of those that were added before.
   *
   * @throws IOException of a task or a receiver
   */
  <R> void add(Callable<R> task, Receiver<R> receiver) throws IOException {
    underway.add(new Underway<>(threads.submit(task), receiver));
    if (underway.size() > AHEAD) {
      underway.remove().finish();
    }
  }

  /** Waits for all tasks. */
  void finish() throws IOException {
    while (!underway.isEmpty()) {
      underway.remove().finish();
    }
  }

  /** Interrupts the tasks that are still running. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
