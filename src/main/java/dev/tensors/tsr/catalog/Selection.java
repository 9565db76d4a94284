package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows that a statement reads: its clauses FROM and WHERE.
 *
 * @param from what follows FROM
 * @param read the values of the question marks in {@code from}
 */
record Selection(String from, List<Object> read, Where where) {

  Selection(String from, Where where) {
    this(from, List.of(), where);
  }

  /** The same with values for the question marks of FROM. */
  Selection reading(Object... values) {
    return new Selection(from, List.of(values), where);
  }

  /** The statement that begins with what is selected and ends with the order. */
  String sql(String select, String order) {
    return select + " FROM " + from + " " + where.sql() + " " + order;
  }

  /** The values of both clauses, and then those of what follows them. */
  Object[] values(Object... following) {
    List<Object> all = new ArrayList<>(read);
    Collections.addAll(all, where.values(following));
    return all.toArray();
  }
}
