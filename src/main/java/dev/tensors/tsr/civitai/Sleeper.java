package dev.tensors.tsr.civitai;

import java.time.Duration;

/** Waits before a retry; {@code Thread::sleep}, or a test's own. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits.
   *
   * @param time not negative
   * @throws InterruptedException if the waiting thread is interrupted
   */
  void sleep(Duration time) throws InterruptedException;
}
