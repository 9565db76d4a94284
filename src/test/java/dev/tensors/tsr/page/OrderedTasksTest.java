package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.sqlite.Interrupted;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

  /** Ctrl-C while a page waits for a picture that is drawn is not a failure of its disk. */
  @Test
  void endsWaitingWhenItIsInterrupted() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (OrderedTasks tasks = new OrderedTasks()) {
      tasks.add(
          () -> {
            never.await();
            return "";
          },
          result -> {});
      Thread.currentThread().interrupt();

      assertThatThrownBy(tasks::finish).isInstanceOf(Interrupted.class);
    }
  }
}
