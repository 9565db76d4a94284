package dev.tensors.tsr;

import dev.tensors.tsr.cli.Tsr;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does: the command is told to end, is waited for while it commits what it has, and the
 * process ends as interrupted.
 */
final class InterruptHandler {

  /** Within a second the prompt is back, whatever the command is at. */
  private static final int PATIENCE_MS = 900;

  private final Thread command;
  private final CountDownLatch over = new CountDownLatch(1);

  private InterruptHandler(Thread command) {
    this.command = command;
  }

  static InterruptHandler ofThisThread() {
    InterruptHandler interruption = new InterruptHandler(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt));
    return interruption;
  }

  /** Says that the command has ended. */
  void over() {
    over.countDown();
  }

  private void interrupt() {
    if (over.getCount() == 0) {
      return; // the process ends by itself
    }
    command.interrupt();
    try {
      over.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // another signal: end now
    }
    Runtime.getRuntime().halt(Tsr.INTERRUPTED);
  }
}
