package dev.tensors.tsr.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conditions of a query, all of which must hold, and the values of their question marks. */
public final class Conditions {

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  public Conditions and(String condition, Object... bound) {
    sql.append(sql.isEmpty() ? "WHERE " : " AND ").append(condition);
    Collections.addAll(values, bound);
    return this;
  }

  /** All of these conditions, too. */
  public Conditions and(Conditions others) {
    if (!others.sql.isEmpty()) {
      and(others.sql.substring("WHERE ".length()), others.values.toArray());
    }
    return this;
  }

  /** Nothing is in an empty list. */
  public Conditions andIn(String column, List<String> allowed) {
    String marks = String.join(", ", Collections.nCopies(allowed.size(), "?"));
    return and(column + " IN (" + marks + ")", allowed.toArray());
  }

  public boolean isEmpty() {
    return sql.isEmpty();
  }

  /** The clause; empty if there is no condition. */
  public String sql() {
    return sql.toString();
  }

  /** Its values, and then those of what follows it in the statement. */
  public Object[] values(Object... following) {
    List<Object> all = new ArrayList<>(values);
    Collections.addAll(all, following);
    return all.toArray();
  }
}
