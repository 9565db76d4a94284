package dev.tensors.tsr.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The clauses FROM and WHERE of a query.
 *
 * @param from the text after FROM
 * @param fromValues the values of its question marks
 */
public record RowSelection(String from, List<Object> fromValues, Conditions where) {

  public RowSelection(String from, Conditions where) {
    this(from, List.of(), where);
  }

  /** A copy with the values of the question marks in FROM. */
  public RowSelection withFromValues(Object... values) {
    return new RowSelection(from, List.of(values), where);
  }

  /** The whole query: SELECT clause, FROM, WHERE, and the end from ORDER BY on. */
  public String sql(String select, String order) {
    return select + " FROM " + from + " " + where.sql() + " " + order;
  }

  /** The values of both clauses, then those of the rest of the query. */
  public Object[] values(Object... rest) {
    List<Object> all = new ArrayList<>(fromValues);
    Collections.addAll(all, where.values(rest));
    return all.toArray();
  }
}
