package dev.tensors.tsr;

import dev.tensors.tsr.cli.frame.options.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles Ctrl-C: interrupts the command, waits until it has committed its work, and ends the
 * process with exit code 130.
 */
final class InterruptHandler {

  /** The longest wait for the command: the user gets the prompt back within a second. */
  private static final int MAX_WAIT_MS = 900;

  private final Thread command;
  private final CountDownLatch ended = new CountDownLatch(1);

  private InterruptHandler(Thread command) {
    this.command = command;
  }

  static InterruptHandler ofThisThread() {
    InterruptHandler handler = new InterruptHandler(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(handler::interrupt));
    return handler;
  }

  /** Must be called when the command has ended. */
  void commandEnded() {
    ended.countDown();
  }

  private void interrupt() {
    if (ended.getCount() == 0) {
      return; // the command has ended
    }
    command.interrupt();
    try {
      ended.await(MAX_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // a second signal: end now
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}
