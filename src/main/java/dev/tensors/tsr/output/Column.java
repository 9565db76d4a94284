package dev.tensors.tsr.output;

import dev.tensors.tsr.output.Json.RawJson;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Hyperlink;
import dev.tensors.tsr.system.PathNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One field of a row: its name and its value in every format.
 *
 * @param key the name in JSON and CSV, snake_case
 * @param heading the name in the table; empty leaves the column out of the table and of TSV
 * @param kind how the table aligns and shortens the value
 * @param value reads the value from a row: a String, Number, Boolean, {@link java.time.Instant},
 *     {@link java.nio.file.Path} or {@link RawJson}, a Collection of these or a Map from String to
 *     these; null if unknown
 * @param style the colour of the cell
 * @param need how long a narrow table keeps it
 * @param link the address that the cell leads to, where the terminal has links; null: none
 */
public record Column<T>(
    String key,
    String heading,
    ValueKind kind,
    Function<? super T, ? extends @Nullable Object> value,
    Function<? super T, CellStyle> style,
    Need need,
    Function<? super T, @Nullable String> link) {

  /** How long a table keeps a column, if it is too narrow for all. */
  public enum Need {
    USUAL,
    /** Others are left out first. */
    ESSENTIAL,
    /** The user asked for it: others are left out first, and it stays though no row has a value. */
    ASKED
  }

  /** A column of every format. The cell of an absolute path leads to the file. */
  public static <T> Column<T> of(
      String key,
      String heading,
      ValueKind kind,
      Function<? super T, ? extends @Nullable Object> value) {
    return new Column<>(
        key,
        heading,
        kind,
        value,
        row -> CellStyle.PLAIN,
        Need.USUAL,
        kind == ValueKind.PATH ? row -> file(value.apply(row)) : row -> null);
  }

  private static @Nullable String file(@Nullable Object value) {
    String path = ValueText.text(value, "\0");
    boolean isOneFile = value != null && path.indexOf('\0') < 0 && PathNames.HERE.isAbsolute(path);
    return isOneFile ? Hyperlink.toFile(path) : null;
  }

  /**
   * A column of tables only that shows the states of rows, without a heading.
   *
   * @param marks a collection of {@link Mark}s
   */
  public static <T> Column<T> marks(Function<? super T, ? extends @Nullable Object> marks) {
    return Column.<T>of("marks", " ", ValueKind.MARKS, marks).asEssential();
  }

  /** A column of JSON and CSV only. */
  public static <T> Column<T> hidden(
      String key, ValueKind kind, Function<? super T, ? extends @Nullable Object> value) {
    return of(key, "", kind, value);
  }

  /**
   * A column of JSON only, which stands for several.
   *
   * @param members the text of some of an object's members, such as {@code "id":1,"size":2}
   */
  public static <T> Column<T> members(Function<? super T, RawJson> members) {
    return hidden("", ValueKind.TEXT, members);
  }

  /** A copy of this column whose cells are coloured. */
  public Column<T> styled(Function<? super T, CellStyle> style) {
    return new Column<>(key, heading, kind, value, style, need, link);
  }

  /** A copy of this column whose cells lead to an address, or nowhere. */
  public Column<T> linked(Function<? super T, @Nullable String> link) {
    return new Column<>(key, heading, kind, value, style, need, link);
  }

  /** A copy of this column that a narrow table leaves out last. */
  public Column<T> asEssential() {
    return new Column<>(key, heading, kind, value, style, Need.ESSENTIAL, link);
  }

  /** A copy of this essential column that a table keeps even if no row has a value. */
  public Column<T> asAsked() {
    return new Column<>(key, heading, kind, value, style, Need.ASKED, link);
  }

  /**
   * A column of larger rows that has this column's values of a part of them.
   *
   * @param part the part of a row
   */
  public <R> Column<R> from(Function<? super R, ? extends T> part) {
    return new Column<>(
        key,
        heading,
        kind,
        row -> value.apply(part.apply(row)),
        row -> style.apply(part.apply(row)),
        need,
        row -> link.apply(part.apply(row)));
  }

  public static <T> List<Column<T>> shown(List<Column<T>> columns) {
    List<Column<T>> shown = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      if (!column.heading.isEmpty()) {
        shown.add(column);
      }
    }
    return shown;
  }

  /** The columns, with a column for each entry in place of each map in this row. */
  public static <T> List<Column<T>> flat(List<Column<T>> columns, T row) {
    List<Column<T>> leaves = new ArrayList<>();
    for (Column<T> column : columns) {
      column.flatten(column.value.apply(row), leaves);
    }
    return leaves;
  }

  private void flatten(@Nullable Object found, List<Column<T>> leaves) {
    if (!(found instanceof Map<?, ?> map)) {
      leaves.add(new Column<>(key, heading, kind, row -> found, style, need, link));
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object inner = entry.getValue();
      String name = ValueText.text(entry.getKey(), "");
      new Column<>(name, name, kindOf(inner), value, style, need, link).flatten(inner, leaves);
    }
  }

  /**
   * Numbers in a column of {@link ValueKind#BYTES} are byte counts; otherwise the value decides.
   */
  private ValueKind kindOf(@Nullable Object inner) {
    if (inner instanceof Map) {
      return kind;
    }
    if (inner instanceof Number) {
      return kind == ValueKind.BYTES ? kind : ValueKind.NUMBER;
    }
    return ValueKind.TEXT;
  }
}
