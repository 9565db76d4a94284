package dev.tensors.tsr.output;

import java.io.UncheckedIOException;

/**
 * Rows of a command that has more to do than to write them: when they cannot be written, they are
 * dropped and the work goes on. In the end the failure is thrown, unless it is only that their
 * reader has gone, as {@code head} does.
 */
public final class PipeTolerantRows<T> implements Rows<T> {

  private final Rows<T> rows;
  private UncheckedIOException failure;

  public PipeTolerantRows(Rows<T> rows) {
    this.rows = rows;
  }

  @Override
  public void add(T row) {
    attempt(() -> rows.add(row));
  }

  @Override
  public void close() {
    attempt(rows::close);
    if (failure != null
        && !(failure.getCause() instanceof BrokenOutput out && out.readerHasGone())) {
      throw failure;
    }
  }

  private void attempt(Runnable writing) {
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
