package dev.tensors.tsr.output;

import java.io.UncheckedIOException;

/**
 * Rows of a command that has more to do than to write them: when their reader has gone, as {@code
 * head} does, they are dropped and the work goes on.
 */
public final class EnduringRows<T> implements Rows<T> {

  private final Rows<T> rows;
  private boolean readerHasGone;

  public EnduringRows(Rows<T> rows) {
    this.rows = rows;
  }

  @Override
  public void add(T row) {
    attempt(() -> rows.add(row));
  }

  @Override
  public void close() {
    attempt(rows::close);
  }

  private void attempt(Runnable writing) {
    if (readerHasGone) {
      return;
    }
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      readerHasGone = e.getCause() instanceof BrokenOutput broken && broken.readerHasGone();
      if (!readerHasGone) {
        throw e;
      }
    }
  }
}
