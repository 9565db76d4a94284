package dev.tensors.tsr.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a row's columns, by their names in the schema. For the tables that hold what
 * CivitAI says, whose many columns would otherwise be listed once more for each step.
 */
public final class Columns {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** A value of a column; null stores null, or the column's default where it may not be null. */
  public Columns with(String column, Object value) {
    values.put(column, value instanceof Boolean flag ? (flag ? 1 : 0) : value);
    return this;
  }

  /** These, and where they are null those. */
  public Columns orElse(Columns others) {
    others.values.forEach(
        (column, value) -> {
          if (values.get(column) == null) {
            values.put(column, value);
          }
        });
    return this;
  }

  /** All but one of these. */
  Columns without(String column) {
    Columns others = new Columns();
    others.values.putAll(values);
    others.values.remove(column);
    return others;
  }

  /** Without those that are null, so that what is stored there stays. */
  Columns withoutNulls() {
    Columns known = new Columns();
    values.forEach(
        (column, value) -> {
          if (value != null) {
            known.with(column, value);
          }
        });
    return known;
  }

  Object get(String column) {
    return values.get(column);
  }

  Map<String, Object> values() {
    return values;
  }
}
