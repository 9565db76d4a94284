package dev.tensors.tsr.sqlite;

import java.util.Collection;
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
    ColumnValues others = copy();
    others.values.remove(column);
    return others;
  }

  public ColumnValues copy() {
    return new ColumnValues().and(this);
  }

  /** A copy without those of some columns that are null. */
  public ColumnValues withoutNulls(Collection<String> columns) {
    ColumnValues known = copy();
    known
        .values
        .entrySet()
        .removeIf(one -> one.getValue() == null && columns.contains(one.getKey()));
    return known;
  }

  /** A copy without nulls, so that an update keeps the stored values of these columns. */
  public ColumnValues withoutNulls() {
    return withoutNulls(values.keySet());
  }

  public @Nullable Object get(String column) {
    return values.get(column);
  }

  public Map<String, @Nullable Object> values() {
    return values;
  }
}
