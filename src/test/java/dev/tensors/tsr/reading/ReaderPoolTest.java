package dev.tensors.tsr.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReaderPoolTest {

  private static final int FILES = 1000;

  private final AtomicInteger read = new AtomicInteger();
  private int received;

  /** After Ctrl-C there is less than a second for what is finished and its commit. */
  @Test
  @Timeout(20)
  void receivesWhatIsFinishedNowAndNotWhatFollows() {
    try (ReaderPool<Integer, Integer> pool =
        new ReaderPool<>(1, this::readNext, (file, result) -> waitForTheNext())) {
      for (int file = 0; file < FILES; file++) {
        pool.submit(file);
      }
      waitForTheNext();
      received = 0;

      pool.receiveFinished();

      assertThat(received).isBetween(1, 2);
    }
  }

  private int readNext(int file) {
    return read.incrementAndGet();
  }

  /** Waits until the queue, which holds two results, is full again, as small files fill it. */
  private void waitForTheNext() {
    received++;
    while (read.get() < Math.min(FILES, received + 2)) {
      Thread.onSpinWait();
    }
  }
}
