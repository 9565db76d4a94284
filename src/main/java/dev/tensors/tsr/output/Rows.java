package dev.tensors.tsr.output;

import dev.tensors.tsr.output.terminal.OutputTarget;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Takes rows one at a time. A row is not written if one of its columns throws. A failure of the
 * {@link OutputTarget}'s writer is thrown as {@link java.io.UncheckedIOException}.
 */
public interface Rows<T> extends AutoCloseable {

  /**
   * Writes a row, at once where the format allows it.
   *
   * @throws IllegalStateException after {@link #close}, or for a second row of a single object
   */
  void add(T row);

  /** Writes several rows, and flushes them together where the format flushes rows. */
  default void addAll(Collection<? extends T> rows) {
    rows.forEach(this::add);
  }

  /** Between rows: a table shows an empty line before the next one. By default nothing. */
  default void gap() {}

  /** As {@link #ofParts}, with an empty line in tables between the parts of two rows. */
  static <T, P> Rows<T> ofGroups(Rows<P> rows, Function<? super T, List<P>> parts) {
    return ofParts(
        rows,
        row -> {
          rows.gap();
          return parts.apply(row);
        });
  }

  /**
   * Rows of which each is written as several.
   *
   * @param parts what a row is written as
   */
  static <T, P> Rows<T> ofParts(Rows<P> rows, Function<? super T, List<P>> parts) {
    return new Rows<>() {

      @Override
      public void add(T row) {
        rows.addAll(parts.apply(row));
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  /** Ends the document and flushes; the writer stays open. Closing again does nothing. */
  @Override
  void close();
}
