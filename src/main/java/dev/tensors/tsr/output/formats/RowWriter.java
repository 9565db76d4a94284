package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;

/**
 * Writes rows in a format. A row is written only when its text is complete, so that an exception in
 * a column leaves no half row.
 */
final class RowWriter<T> implements Rows<T> {

  private final Writer out;
  private final RowFormat<T> format;
  private final boolean flushEach;
  private final StringBuilder text = new StringBuilder();
  private long rowsLeft;
  private boolean closed;

  private RowWriter(OutputTarget target, RowFormat<T> format, boolean flushEach, long rowsLeft) {
    this.out = target.out();
    this.format = format;
    this.flushEach = flushEach;
    this.rowsLeft = rowsLeft;
  }

  /** Rows that are flushed one by one, for a reader that acts on the first row. */
  static <T> Rows<T> flushEach(OutputTarget target, RowFormat<T> format) {
    return new RowWriter<>(target, format, true, Long.MAX_VALUE);
  }

  /** Rows that are flushed at the end. */
  static <T> Rows<T> flushAtEnd(OutputTarget target, RowFormat<T> format) {
    return new RowWriter<>(target, format, false, Long.MAX_VALUE);
  }

  /** Exactly one row. */
  static <T> Rows<T> single(OutputTarget target, RowFormat<T> format) {
    return new RowWriter<>(target, format, false, 1);
  }

  @Override
  public void add(T row) {
    append(row);
    write(flushEach);
  }

  @Override
  public void addAll(Collection<? extends T> rows) {
    for (T row : rows) {
      append(row);
      write(false);
    }
    text.setLength(0);
    write(flushEach);
  }

  @Override
  public void gap() {
    format.gap();
  }

  private void append(T row) {
    if (closed || rowsLeft == 0) {
      throw new IllegalStateException(closed ? "closed" : "a second row of a single object");
    }
    text.setLength(0);
    format.row(row, text);
    rowsLeft--;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    text.setLength(0);
    format.end(text);
    write(true);
  }

  private void write(boolean flush) {
    try {
      out.append(text);
      if (flush) {
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
