package dev.tensors.tsr.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One field of a row.
 *
 * @param key its name in JSON and CSV, snake_case
 * @param heading its name in the table; null keeps it out of the table and of TSV
 * @param kind how the table shows it
 * @param value null if unknown, else a String, Number, Boolean, {@link java.time.Instant}, {@link
 *     java.nio.file.Path}, {@link RawJson}, or a Collection or Map (by String) of such
 * @param tone what the cell says in a coloured table; never null
 * @param essential whether a narrow table leaves out others before it
 */
public record Column<T>(
    String key,
    String heading,
    ValueKind kind,
    Function<? super T, ?> value,
    Function<? super T, CellStyle> tone,
    boolean essential) {

  /** A column of every format. */
  public static <T> Column<T> of(
      String key, String heading, ValueKind kind, Function<? super T, ?> value) {
    return new Column<>(key, heading, kind, value, row -> CellStyle.PLAIN, false);
  }

  /** A column of JSON and CSV only. */
  public static <T> Column<T> hidden(String key, ValueKind kind, Function<? super T, ?> value) {
    return of(key, null, kind, value);
  }

  /** This column with cells coloured by what they say. */
  public Column<T> toned(Function<? super T, CellStyle> tone) {
    return new Column<>(key, heading, kind, value, tone, essential);
  }

  /** This column, without which a row would have nothing to say. */
  public Column<T> asEssential() {
    return new Column<>(key, heading, kind, value, tone, true);
  }

  static <T> List<Column<T>> shown(List<Column<T>> columns) {
    List<Column<T>> shown = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      if (column.heading != null) {
        shown.add(column);
      }
    }
    return shown;
  }

  /** The columns with each map of this row replaced by a column for each of its leaves. */
  static <T> List<Column<T>> flat(List<Column<T>> columns, T row) {
    List<Column<T>> leaves = new ArrayList<>();
    for (Column<T> column : columns) {
      column.flatten(column.value.apply(row), leaves);
    }
    return leaves;
  }

  private void flatten(Object found, List<Column<T>> leaves) {
    if (!(found instanceof Map<?, ?> map)) {
      leaves.add(new Column<>(key, heading, kind, row -> found, tone, essential));
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object inner = entry.getValue();
      String name = ValueText.text(entry.getKey(), "");
      new Column<>(name, name, kindOf(inner), value, tone, essential).flatten(inner, leaves);
    }
  }

  /** A map of byte counts is declared as {@link ValueKind#BYTES}; otherwise its values tell. */
  private ValueKind kindOf(Object inner) {
    if (inner instanceof Map) {
      return kind;
    }
    if (inner instanceof Number) {
      return kind == ValueKind.BYTES ? kind : ValueKind.NUMBER;
    }
    return ValueKind.TEXT;
  }
}
