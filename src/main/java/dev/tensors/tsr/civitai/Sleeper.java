package dev.tensors.tsr.civitai;

import java.time.Duration;

/** Waits before a request is tried again; {@code Thread::sleep} is one. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits.
   *
   * @param time is not negative
   * @throws InterruptedException if the waiting thread was interrupted
   */
  void sleep(Duration time) throws InterruptedException;
}
