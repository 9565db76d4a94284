package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.text.ByteCount;

/**
 * A value in a table: one line of text without control characters.
 *
 * @param kind decides which part of a long text is cut off
 * @param style the ANSI sequence before the text in a coloured table, or empty
 */
record Cell(String text, ValueKind kind, String style) {

  private static final int HASH_DIGITS = 10;

  /** Makes the cell of {@code row} in {@code column}. */
  static <T> Cell of(Column<T> column, T row) {
    Object value = column.value().apply(row);
    String text =
        column.kind() == ValueKind.BYTES && value instanceof Number bytes
            ? ByteCount.human(bytes.longValue())
            : ValueText.text(value, ", ");
    if (column.kind() == ValueKind.HASH && text.length() > HASH_DIGITS) {
      text = text.substring(0, HASH_DIGITS);
    }
    // Trailing spaces would end up in lines that a user copies.
    return new Cell(
        TerminalText.visible(text).stripTrailing(),
        column.kind(),
        column.style().apply(row).ansi());
  }

  int width() {
    return TerminalText.width(text);
  }

  /** The width of the text, or of …/NAME if the text is a path with folders. */
  int nameWidth() {
    if (kind != ValueKind.PATH) {
      return width();
    }
    return Math.min(width(), TerminalText.width(PathShortener.fileName(text)) + 2);
  }

  /** A copy shortened to {@code width} terminal columns. */
  Cell cut(int width) {
    String part =
        kind == ValueKind.PATH ? PathShortener.cut(text, width) : TerminalText.cut(text, width);
    return new Cell(part, kind, style);
  }

  Cell indented(int spaces) {
    return new Cell(" ".repeat(spaces) + text, kind, style);
  }
}
