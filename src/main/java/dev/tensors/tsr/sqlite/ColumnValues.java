package dev.tensors.tsr.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a row's columns, by their names in the schema. For the tables that hold what
 * CivitAI says, whose many columns would otherwise be listed once more for each step.
 */
public final class ColumnValues {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** A value of a column; null stores null, or the column's default where it may not be null. */
  public ColumnValues with(String column, Object value) {
    values.put(column, value instanceof Boolean flag ? (flag ? 1 : 0) : value);
    return this;
  }

  /** These, and where they are null those. */
  public ColumnValues orElse(ColumnValues others) {
    others.values.forEach(
        (column, value) -> {
          if (values.get(column) == null) {
            values.put(column, value);
          }
        });
    return this;
  }

  /** All but one of these. */
  ColumnValues without(String column) {
    ColumnValues others = new ColumnValues();
    others.values.putAll(values);
    others.values.remove(column);
    return others;
  }

  /** Without those that are null, so that what is stored there stays. */
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

  public Object get(String column) {
    return values.get(column);
  }

  Map<String, Object> values() {
    return values;
  }
}
