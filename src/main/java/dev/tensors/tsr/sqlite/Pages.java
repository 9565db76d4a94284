package dev.tensors.tsr.sqlite;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a table a page at a time, so that they can be changed meanwhile. */
public final class Pages {

  private static final int SIZE = 1000;

  /** Reads the next rows of a table, in the order of a unique column. */
  @FunctionalInterface
  public interface Source<T> {

    /**
     * Reads a page.
     *
     * @param last the last row of the page before; null to begin
     */
    List<T> after(@Nullable T last, int limit);

    default boolean isEmpty() {
      return after(null, 1).isEmpty();
    }
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
  public static <T> void each(Source<T> source, Consumer<T> consumer) throws InterruptedException {
    each(source, SIZE, consumer);
  }

  /** As {@link #each}, with so many rows a page. */
  public static <T> void each(Source<T> source, int size, Consumer<T> consumer)
      throws InterruptedException {
    List<T> page = source.after(null, size);
    while (!page.isEmpty()) {
      consumer.accept(page);
      goOnUnlessInterrupted();
      page = source.after(page.getLast(), size);
    }
  }

  /**
   * Whether all rows pass a test; reads no more pages after one that fails.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public static <T> boolean every(Source<T> source, Predicate<? super T> test)
      throws InterruptedException {
    List<T> page = source.after(null, SIZE);
    while (!page.isEmpty()) {
      if (!page.stream().allMatch(test)) {
        return false;
      }
      goOnUnlessInterrupted();
      page = source.after(page.getLast(), SIZE);
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
