package dev.tensors.tsr.output;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.io.StringWriter;
import java.util.List;

/** What a format makes of some rows. */
final class Written {

  private Written() {}

  static <T> String rows(Format format, List<Column<T>> columns, List<T> rows) {
    return rows(format, 0, false, columns, rows);
  }

  static <T> String rows(
      Format format, int width, boolean colour, List<Column<T>> columns, List<T> rows) {
    StringWriter out = new StringWriter();
    try (Rows<T> page = format.rows(new OutputTarget(out, width, colour), columns)) {
      rows.forEach(page::add);
    }
    return out.toString();
  }

  static <T> String object(Format format, List<Column<T>> columns, T row) {
    return object(format, 0, false, columns, row);
  }

  static <T> String object(
      Format format, int width, boolean colour, List<Column<T>> columns, T row) {
    StringWriter out = new StringWriter();
    try (Rows<T> page = format.object(new OutputTarget(out, width, colour), columns)) {
      page.add(row);
    }
    return out.toString();
  }

  /** The one column that most tests of single values need: each row is its own value. */
  static <T> List<Column<T>> column(ValueKind kind) {
    return List.of(Column.of("value", "VALUE", kind, row -> row));
  }
}
