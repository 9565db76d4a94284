package dev.tensors.tsr.scan;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads files in parallel, and hands over what came of it to the one thread that asks.
 *
 * @param <F> a file
 * @param <R> what comes of reading it
 */
final class ReaderPool<F, R> implements AutoCloseable {

  /** A file that was read, or the fault that kept it from that. */
  private record Finished<F, R>(F file, R result, Throwable fault) {}

  private final Function<F, R> reader;
  private final BiConsumer<F, R> receiver;
  private final ExecutorService threads;
  private final BlockingQueue<Finished<F, R>> finished;
  private int underway;

  /**
   * @param reader called by many threads
   * @param receiver called by the thread that receives
   */
  ReaderPool(int jobs, Function<F, R> reader, BiConsumer<F, R> receiver) {
    this.reader = reader;
    this.receiver = receiver;
    this.threads = Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().factory());
    // Short, since each entry may hold megabytes of metadata.
    this.finished = new ArrayBlockingQueue<>(2 * jobs);
  }

  void submit(F file) {
    underway++;
    threads.execute(() -> read(file));
  }

  /** Files that are not handed over yet. */
  int underway() {
    return underway;
  }

  /** Hands over what is finished, without waiting. */
  void receiveFinished() {
    for (Finished<F, R> one = finished.poll(); one != null; one = finished.poll()) {
      receive(one);
    }
  }

  /** Waits for the next file to be finished, but no longer than this. */
  void receiveNext(long milliseconds) throws InterruptedException {
    Finished<F, R> one = finished.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (one != null) {
      receive(one);
    }
  }

  private void receive(Finished<F, R> one) {
    underway--;
    if (one.fault() != null) {
      throw new IllegalStateException("reading " + one.file(), one.fault());
    }
    receiver.accept(one.file(), one.result());
  }

  private void read(F file) {
    try {
      finished.put(attempt(file));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for it any more
    }
  }

  private Finished<F, R> attempt(F file) {
    try {
      return new Finished<>(file, reader.apply(file), null);
    } catch (RuntimeException | Error e) {
      return new Finished<>(file, null, e);
    }
  }

  /** Stops reading at once. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
