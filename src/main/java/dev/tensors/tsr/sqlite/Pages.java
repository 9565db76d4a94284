package dev.tensors.tsr.sqlite;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a table a page at a time, so that they can be changed meanwhile. */
public final class Pages {

  private static final int SIZE = 1000;

  /** Reads the next rows of a table, in the order of a unique column. */
  @FunctionalInterface
  public interface Rows<T> {

    /**
     * Reads a page.
     *
     * @param last the last row of the page before; null to begin
     */
    List<T> after(@Nullable T last, int limit);
  }

  /** Takes a page. */
  @FunctionalInterface
  public interface Consumer<T> {
    void accept(List<T> page) throws InterruptedException;
  }

  private Pages() {}

  /**
   * Passes each page to the consumer.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static <T> void each(Rows<T> rows, Consumer<T> consumer) throws InterruptedException {
    each(rows, SIZE, consumer);
  }

  /** As {@link #each}, with so many rows a page. */
  public static <T> void each(Rows<T> rows, int size, Consumer<T> consumer)
      throws InterruptedException {
    List<T> page = rows.after(null, size);
    while (!page.isEmpty()) {
      consumer.accept(page);
      goOnUnlessInterrupted();
      page = rows.after(page.getLast(), size);
    }
  }

  /**
   * Whether all rows pass a test; reads no more pages after one that fails.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static <T> boolean every(Rows<T> rows, Predicate<? super T> test)
      throws InterruptedException {
    List<T> page = rows.after(null, SIZE);
    while (!page.isEmpty()) {
      if (!page.stream().allMatch(test)) {
        return false;
      }
      goOnUnlessInterrupted();
      page = rows.after(page.getLast(), SIZE);
    }
    return true;
  }

  /**
   * Ends a loop over many rows after Ctrl-C.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static void goOnUnlessInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
