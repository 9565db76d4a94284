package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Json;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes rows as JSON objects or values, one a line, with or without an array around them. */
final class JsonRows<T> implements RowFormat<T> {

  private final BiConsumer<T, StringBuilder> json;
  private final String next;
  private final String after;
  private final String end;
  private String before;
  private String rest;

  private JsonRows(
      BiConsumer<T, StringBuilder> json,
      String first,
      String next,
      String after,
      String end,
      String none) {
    this.json = json;
    this.before = first;
    this.next = next;
    this.after = after;
    this.end = end;
    this.rest = none;
  }

  static <T> RowFormat<T> array(List<Column<T>> columns) {
    return array(objects(columns));
  }

  static <T> RowFormat<T> lines(List<Column<T>> columns) {
    return lines(objects(columns));
  }

  static <T> RowFormat<T> object(List<Column<T>> columns) {
    return new JsonRows<>(objects(columns), "", "", "\n", "", "{}\n");
  }

  /** The bare values of one column, as one array. */
  static <T> RowFormat<T> array(Column<T> column) {
    return array(values(column));
  }

  /** The bare values of one column, one a line. */
  static <T> RowFormat<T> lines(Column<T> column) {
    return lines(values(column));
  }

  private static <T> RowFormat<T> array(BiConsumer<T, StringBuilder> json) {
    return new JsonRows<>(json, "[", ",\n ", "", "]\n", "[]\n");
  }

  private static <T> RowFormat<T> lines(BiConsumer<T, StringBuilder> json) {
    return new JsonRows<>(json, "", "", "\n", "", "");
  }

  private static <T> BiConsumer<T, StringBuilder> objects(List<Column<T>> columns) {
    List<String> names =
        columns.stream()
            .map(Column::key)
            .map(key -> key.isEmpty() ? "" : Json.text(key) + ':')
            .toList();
    return (row, to) -> {
      String before = "{";
      for (int i = 0; i < names.size(); i++) {
        Json.value(columns.get(i).value().apply(row), to.append(before).append(names.get(i)));
        before = ",";
      }
      to.append('}');
    };
  }

  private static <T> BiConsumer<T, StringBuilder> values(Column<T> column) {
    return (row, to) -> Json.value(column.value().apply(row), to);
  }

  @Override
  public void row(T row, StringBuilder to) {
    json.accept(row, to.append(before));
    to.append(after);
    before = next;
    rest = end;
  }

  @Override
  public void end(StringBuilder to) {
    to.append(rest);
  }
}
