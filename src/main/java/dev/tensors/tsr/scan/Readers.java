package dev.tensors.tsr.scan;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Reads files in parallel, and hands over what came of it to the one thread that asks. */
final class Readers implements AutoCloseable {

  /** A file that was read, or the fault that kept it from that. */
  private record Finished(Candidate file, Reading reading, Throwable fault) {}

  /** Takes what was read. */
  @FunctionalInterface
  interface Receiver {
    void receive(Candidate file, Reading reading);
  }

  private final ModelReader reader;
  private final Receiver receiver;
  private final ExecutorService threads;
  private final BlockingQueue<Finished> finished;
  private int underway;

  Readers(ModelReader reader, int jobs, Receiver receiver) {
    this.reader = reader;
    this.receiver = receiver;
    this.threads = Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().factory());
    // Short, since each entry may hold megabytes of metadata.
    this.finished = new ArrayBlockingQueue<>(2 * jobs);
  }

  void submit(Candidate file) {
    underway++;
    threads.execute(() -> read(file));
  }

  /** Files that are not handed over yet. */
  int underway() {
    return underway;
  }

  /** Hands over what is finished, without waiting. */
  void receiveFinished() {
    for (Finished one = finished.poll(); one != null; one = finished.poll()) {
      receive(one);
    }
  }

  /** Waits for the next file to be finished, but no longer than this. */
  void receiveNext(long milliseconds) throws InterruptedException {
    Finished one = finished.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (one != null) {
      receive(one);
    }
  }

  private void receive(Finished one) {
    underway--;
    if (one.fault() != null) {
      throw new IllegalStateException("reading " + one.file().path(), one.fault());
    }
    receiver.receive(one.file(), one.reading());
  }

  private void read(Candidate file) {
    try {
      finished.put(attempt(file));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for it any more
    }
  }

  private Finished attempt(Candidate file) {
    try {
      return new Finished(file, reader.read(file), null);
    } catch (IOException e) {
      return new Finished(file, new Reading.Unreadable(Reasons.of(e)), null);
    } catch (RuntimeException | Error e) {
      return new Finished(file, null, e);
    }
  }

  /** Stops reading at once. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
