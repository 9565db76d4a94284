package dev.tensors.tsr.output;

/**
 * A value in a table: one line of harmless text.
 *
 * @param kind tells where it may be cut
 * @param style the ANSI sequence it starts with in a coloured table, or empty
 */
record Cell(String text, Kind kind, String style) {

  /** How {@code column} shows {@code row}. */
  static <T> Cell of(Column<T> column, T row) {
    Object value = column.value().apply(row);
    String text =
        column.kind() == Kind.BYTES && value instanceof Number bytes
            ? Bytes.human(bytes.longValue())
            : Value.text(value, ", ");
    // Spaces at the end would be noticed only in a copied line.
    return new Cell(
        Text.visible(text).stripTrailing(), column.kind(), column.tone().apply(row).style());
  }

  /** Cut to so many columns if its kind allows that. */
  Cell cut(int width) {
    if (!kind.flexible()) {
      return this;
    }
    String part = kind == Kind.PATH ? Text.cutStart(text, width) : Text.cut(text, width);
    return new Cell(part, kind, style);
  }

  Cell indented(int spaces) {
    return new Cell(" ".repeat(spaces) + text, kind, style);
  }
}
