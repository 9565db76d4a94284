package dev.tensors.tsr.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows that a statement reads: its clauses FROM and WHERE.
 *
 * @param from what follows FROM
 * @param read the values of the question marks in {@code from}
 */
public record RowSelection(String from, List<Object> read, Conditions where) {

  public RowSelection(String from, Conditions where) {
    this(from, List.of(), where);
  }

  /** The same with values for the question marks of FROM. */
  public RowSelection reading(Object... values) {
    return new RowSelection(from, List.of(values), where);
  }

  /** The statement that begins with what is selected and ends with the order. */
  public String sql(String select, String order) {
    return select + " FROM " + from + " " + where.sql() + " " + order;
  }

  /** The values of both clauses, and then those of what follows them. */
  public Object[] values(Object... following) {
    List<Object> all = new ArrayList<>(read);
    Collections.addAll(all, where.values(following));
    return all.toArray();
  }
}
