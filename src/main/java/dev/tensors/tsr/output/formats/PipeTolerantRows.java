package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.BrokenOutput;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a command whose work must go on after a failed write. Rows after the failure are dropped.
 * {@link #close} throws the failure, unless the reader has only closed the pipe, as {@code head}
 * does.
 */
public final class PipeTolerantRows<T> implements Rows<T> {

  private final Rows<T> rows;
  private @Nullable UncheckedIOException failure;

  public PipeTolerantRows(Rows<T> rows) {
    this.rows = rows;
  }

  @Override
  public void add(T row) {
    write(() -> rows.add(row));
  }

  @Override
  public void close() {
    write(rows::close);
    if (failure != null
        && !(failure.getCause() instanceof BrokenOutput out && out.isPipeClosed())) {
      throw failure;
    }
  }

  private void write(Runnable writing) {
    if (failure != null) {
      return;
    }
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      failure = e;
    }
  }
}
