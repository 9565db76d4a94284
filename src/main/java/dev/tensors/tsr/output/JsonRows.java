package dev.tensors.tsr.output;

import java.util.List;

/** Rows as JSON objects, one a line, with what stands around them. */
final class JsonRows<T> implements Layout<T> {

  private final List<Column<T>> columns;
  private final String next;
  private final String after;
  private final String end;
  private String before;
  private String rest;

  private JsonRows(
      List<Column<T>> columns, String first, String next, String after, String end, String none) {
    this.columns = columns;
    this.before = first;
    this.next = next;
    this.after = after;
    this.end = end;
    this.rest = none;
  }

  static <T> Layout<T> array(List<Column<T>> columns) {
    return new JsonRows<>(columns, "[", ",\n ", "", "]\n", "[]\n");
  }

  static <T> Layout<T> lines(List<Column<T>> columns) {
    return new JsonRows<>(columns, "", "", "\n", "", "");
  }

  static <T> Layout<T> object(List<Column<T>> columns) {
    return new JsonRows<>(columns, "", "", "\n", "", "{}\n");
  }

  @Override
  public void row(T row, StringBuilder to) {
    Json.object(columns, row, to.append(before));
    to.append(after);
    before = next;
    rest = end;
  }

  @Override
  public void end(StringBuilder to) {
    to.append(rest);
  }
}
