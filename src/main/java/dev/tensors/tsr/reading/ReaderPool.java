package dev.tensors.tsr.reading;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files in parallel; the one thread that submits files also receives the results.
 *
 * @param <F> a file
 * @param <R> the result of reading it
 */
public final class ReaderPool<F, R> implements AutoCloseable {

  /** A file with the result of reading it, or the unexpected exception. */
  private record Finished<F, R>(F file, @Nullable R result, @Nullable Throwable fault) {}

  private final Function<F, R> reader;
  private final BiConsumer<F, R> receiver;
  private final ExecutorService threads;
  private final BlockingQueue<Finished<F, R>> finished;
  private int underway;

  /**
   * A pool of which each result can hold megabytes of metadata, so that few wait to be received.
   *
   * @param reader called by several threads
   * @param receiver called by the thread that calls {@link #receiveNext}
   */
  public ReaderPool(int jobs, Function<F, R> reader, BiConsumer<F, R> receiver) {
    this(jobs, 2 * jobs, reader, receiver);
  }

  /**
   * @param waiting how many results wait to be received before the threads wait; of small ones so
   *     many that all threads go on reading while the receiver writes to the database
   * @param reader called by several threads
   * @param receiver called by the thread that calls {@link #receiveNext}
   */
  public ReaderPool(int jobs, int waiting, Function<F, R> reader, BiConsumer<F, R> receiver) {
    this.reader = reader;
    this.receiver = receiver;
    this.threads = Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().factory());
    this.finished = new ArrayBlockingQueue<>(waiting);
  }

  public void submit(F file) {
    underway++;
    threads.execute(() -> read(file));
  }

  /** The number of files whose results were not received yet. */
  public int underway() {
    return underway;
  }

  /** Receives the results that are finished now, without waiting, and not those that follow. */
  public void receiveFinished() {
    for (int left = finished.size(); left > 0; left--) {
      Finished<F, R> one = finished.poll();
      if (one != null) {
        receive(one);
      }
    }
  }

  /** Waits for the next result, up to a time, and receives it. */
  public void receiveNext(long milliseconds) throws InterruptedException {
    Finished<F, R> one = finished.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (one != null) {
      receive(one);
    }
  }

  private void receive(Finished<F, R> one) {
    underway--;
    R result = one.result();
    if (result == null) {
      throw new IllegalStateException("reading " + one.file(), one.fault());
    }
    receiver.accept(one.file(), result);
  }

  private void read(F file) {
    try {
      finished.put(attempt(file));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() was called; the result is not needed
    }
  }

  private Finished<F, R> attempt(F file) {
    try {
      return new Finished<>(file, reader.apply(file), null);
    } catch (RuntimeException | Error e) {
      return new Finished<>(file, null, e);
    }
  }

  /** Interrupts the reading threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
