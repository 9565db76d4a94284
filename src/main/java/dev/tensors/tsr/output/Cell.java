package dev.tensors.tsr.output;

/**
 * A value in a table: one line of harmless text.
 *
 * @param kind tells where it is cut
 * @param style the ANSI sequence it starts with in a coloured table, or empty
 */
record Cell(String text, Kind kind, String style) {

  private static final int HASH_DIGITS = 10;

  /** How {@code column} shows {@code row}. */
  static <T> Cell of(Column<T> column, T row) {
    Object value = column.value().apply(row);
    String text =
        column.kind() == Kind.BYTES && value instanceof Number bytes
            ? Bytes.human(bytes.longValue())
            : Value.text(value, ", ");
    if (column.kind() == Kind.HASH && text.length() > HASH_DIGITS) {
      text = text.substring(0, HASH_DIGITS);
    }
    // Spaces at the end would be noticed only in a copied line.
    return new Cell(
        Text.visible(text).stripTrailing(), column.kind(), column.tone().apply(row).style());
  }

  int width() {
    return Text.width(text);
  }

  /** The columns that it needs for what it tells: of a path, for the file's name. */
  int nameWidth() {
    return Text.width(kind == Kind.PATH ? FileNames.of(text) : text);
  }

  /** Cut to so many columns. */
  Cell cut(int width) {
    String part = kind == Kind.PATH ? FileNames.cut(text, width) : Text.cut(text, width);
    return new Cell(part, kind, style);
  }

  Cell indented(int spaces) {
    return new Cell(" ".repeat(spaces) + text, kind, style);
  }
}
