package dev.tensors.tsr.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes a layout's text, row by whole row: one that throws halfway spoils no document. */
final class RowWriter<T> implements Rows<T> {

  private final Writer out;
  private final RowFormat<T> layout;
  private final boolean live;
  private final StringBuilder text = new StringBuilder();
  private long rowsLeft;
  private boolean closed;

  private RowWriter(OutputTarget sheet, RowFormat<T> layout, boolean live, long rowsLeft) {
    this.out = sheet.out();
    this.layout = layout;
    this.live = live;
    this.rowsLeft = rowsLeft;
  }

  /** Rows of which each is sent on its way at once, for a reader that acts on the first one. */
  static <T> Rows<T> live(OutputTarget sheet, RowFormat<T> layout) {
    return new RowWriter<>(sheet, layout, true, Long.MAX_VALUE);
  }

  /** Rows that are of use only together. */
  static <T> Rows<T> whole(OutputTarget sheet, RowFormat<T> layout) {
    return new RowWriter<>(sheet, layout, false, Long.MAX_VALUE);
  }

  /** One row. */
  static <T> Rows<T> single(OutputTarget sheet, RowFormat<T> layout) {
    return new RowWriter<>(sheet, layout, false, 1);
  }

  @Override
  public void add(T row) {
    if (closed || rowsLeft == 0) {
      throw new IllegalStateException(closed ? "closed" : "a second row of a single object");
    }
    text.setLength(0);
    layout.row(row, text);
    rowsLeft--;
    write(live);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    text.setLength(0);
    layout.end(text);
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
