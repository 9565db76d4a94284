package dev.tensors.tsr.output;

import java.util.List;

/**
 * RFC 4180: a header of the JSON keys, then a line a row. Values are as they are, but for control
 * characters other than tabs and line ends: a terminal may well show the file.
 */
final class Csv<T> implements Layout<T> {

  private final List<Column<T>> columns;
  private final boolean flat;
  private boolean headed;

  /**
   * @param flat whether a map's entries are columns of their own, which only a single row allows
   */
  Csv(List<Column<T>> columns, boolean flat) {
    this.columns = columns;
    this.flat = flat;
  }

  @Override
  public void row(T row, StringBuilder to) {
    List<Column<T>> fields = flat ? Column.flat(columns, row) : columns;
    if (!headed) {
      header(fields, to);
    }
    String before = "";
    for (Column<T> column : fields) {
      field(Value.text(column.value().apply(row), "; "), to.append(before));
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

  private static <T> void header(List<Column<T>> columns, StringBuilder to) {
    String before = "";
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
    Spelling.CSV.append(text, to);
    if (quoted) {
      to.append('"');
    }
  }
}
