package dev.tensors.tsr.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row, by column name. For tables with so many columns that each step would
 * otherwise list them again.
 */
public final class ColumnValues {

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** Sets a value. Null stores NULL, but leaves a NOT NULL column at its value or default. */
  public ColumnValues with(String column, @Nullable Object value) {
    values.put(column, value instanceof Boolean flag ? (flag ? 1 : 0) : value);
    return this;
  }

  /** Fills nulls from the other columns. */
  public ColumnValues orElse(ColumnValues others) {
    others.values.forEach(
        (column, value) -> {
          if (values.get(column) == null) {
            values.put(column, value);
          }
        });
    return this;
  }

  /** Adds the other columns. */
  public ColumnValues and(ColumnValues others) {
    values.putAll(others.values);
    return this;
  }

  /** A copy without one column. */
  public ColumnValues without(String column) {
    ColumnValues others = new ColumnValues();
    others.values.putAll(values);
    others.values.remove(column);
    return others;
  }

  /** A copy without nulls, so that an update keeps the stored values of these columns. */
  public ColumnValues withoutNulls() {
    ColumnValues known = new ColumnValues();
    values.forEach(
        (column, value) -> {
          if (value != null) {
            known.with(column, value);
          }
        });
    return known;
  }

  public @Nullable Object get(String column) {
    return values.get(column);
  }

  public Map<String, @Nullable Object> values() {
    return values;
  }
}
