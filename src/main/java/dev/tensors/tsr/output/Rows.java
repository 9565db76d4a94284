package dev.tensors.tsr.output;

import dev.tensors.tsr.output.terminal.OutputTarget;
import java.util.Collection;

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

  /** Ends the document and flushes; the writer stays open. Closing again does nothing. */
  @Override
  void close();
}
