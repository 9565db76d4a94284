package dev.tensors.tsr.output;

/**
 * A value in a table: one line of harmless text.
 *
 * @param kind tells where it is cut
 * @param style the ANSI sequence it starts with in a coloured table, or empty
 */
record Cell(String text, ValueKind kind, String style) {

  private static final int HASH_DIGITS = 10;

  /** How {@code column} shows {@code row}. */
  static <T> Cell of(Column<T> column, T row) {
    Object value = column.value().apply(row);
    String text =
        column.kind() == ValueKind.BYTES && value instanceof Number bytes
            ? ByteCount.human(bytes.longValue())
            : ValueText.text(value, ", ");
    if (column.kind() == ValueKind.HASH && text.length() > HASH_DIGITS) {
      text = text.substring(0, HASH_DIGITS);
    }
    // Spaces at the end would be noticed only in a copied line.
    return new Cell(
        TerminalText.visible(text).stripTrailing(),
        column.kind(),
        column.tone().apply(row).style());
  }

  int width() {
    return TerminalText.width(text);
  }

  /** The columns that it needs for what it tells: of a path, for the file's name. */
  int nameWidth() {
    return TerminalText.width(kind == ValueKind.PATH ? PathShortener.of(text) : text);
  }

  /** Cut to so many columns. */
  Cell cut(int width) {
    String part =
        kind == ValueKind.PATH ? PathShortener.cut(text, width) : TerminalText.cut(text, width);
    return new Cell(part, kind, style);
  }

  Cell indented(int spaces) {
    return new Cell(" ".repeat(spaces) + text, kind, style);
  }
}
