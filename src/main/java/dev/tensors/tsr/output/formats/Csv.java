package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.text.Escaping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV as in RFC 4180: a header of the JSON keys, then a line a row. Control characters other than
 * tabs and line ends are escaped, since a terminal may show the file.
 */
final class Csv<T> implements RowFormat<T> {

  /** Tells a spreadsheet that the text is UTF-8. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** A formula starts with one of these characters, in ASCII or in full width. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private final List<Column<T>> columns;
  private final boolean flat;
  private final boolean forSpreadsheets;
  private boolean headed;

  /**
   * @param flat whether each entry of a map is a column of its own; for a single row only
   * @param forSpreadsheets whether to start with a byte order mark and to put an apostrophe before
   *     text that a spreadsheet would take for a formula
   */
  Csv(List<Column<T>> columns, boolean flat, boolean forSpreadsheets) {
    this.columns = columns;
    this.flat = flat;
    this.forSpreadsheets = forSpreadsheets;
  }

  @Override
  public void row(T row, StringBuilder to) {
    List<Column<T>> fields = flat ? Column.flat(columns, row) : columns;
    if (!headed) {
      header(fields, to);
    }
    String before = "";
    for (Column<T> column : fields) {
      field(text(column.value().apply(row)), to.append(before));
      before = ",";
    }
    to.append("\r\n");
    headed = true;
  }

  @Override
  public void end(StringBuilder to) {
    if (!headed) {
      header(columns, to);
    }
  }

  private String text(@Nullable Object value) {
    String text = ValueText.text(value, "; ");
    boolean formula =
        !text.isEmpty()
            && !(value instanceof Number)
            && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return forSpreadsheets && formula ? "'" + text : text;
  }

  private void header(List<Column<T>> columns, StringBuilder to) {
    String before = forSpreadsheets ? String.valueOf(BYTE_ORDER_MARK) : "";
    for (Column<T> column : columns) {
      field(column.key(), to.append(before));
      before = ",";
    }
    to.append("\r\n");
  }

  private static void field(String text, StringBuilder to) {
    boolean quoted = false;
    for (int i = 0; i < text.length() && !quoted; i++) {
      quoted = ",\"\r\n".indexOf(text.charAt(i)) >= 0;
    }
    if (quoted) {
      to.append('"');
    }
    Escaping.CSV.append(text, to);
    if (quoted) {
      to.append('"');
    }
  }
}
