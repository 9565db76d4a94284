package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

  private final List<Integer> received = new ArrayList<>();

  /** Earlier ones of ten take longer. */
  private static int square(int number) {
    for (int i = 0; i < (10 - number % 10) * 1000; i++) {
      Thread.onSpinWait();
    }
    return number * number;
  }

  @Test
  void passesTheResultsInTheOrderOfTheTasks() throws IOException {
    try (OrderedTasks tasks = new OrderedTasks()) {
      for (int i = 0; i < 500; i++) {
        int number = i;
        tasks.add(() -> square(number), received::add);
      }
      assertThat(received).isNotEmpty(); // no more than some are held
      tasks.finish();
    }
    assertThat(received).isEqualTo(IntStream.range(0, 500).map(i -> i * i).boxed().toList());
  }

  private static int fullDisk() throws IOException {
    throw new IOException("the disk is full");
  }

  @Test
  void endsWithTheFirstFailure() throws IOException {
    try (OrderedTasks tasks = new OrderedTasks()) {
      tasks.add(() -> 1, received::add);
      tasks.add(OrderedTasksTest::fullDisk, received::add);
      tasks.add(() -> 3, received::add);
      assertThatThrownBy(tasks::finish)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is full");
    }
    assertThat(received).containsExactly(1);
  }

  @Test
  void endsWithAFault() throws IOException {
    try (OrderedTasks tasks = new OrderedTasks()) {
      tasks.add(() -> List.of().getFirst(), received -> {});
      assertThatThrownBy(tasks::finish).isInstanceOf(RuntimeException.class);
    }
  }
}
