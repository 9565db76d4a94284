package dev.tensors.tsr.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conditions of a query, joined by AND, and the values of their question marks. */
public final class Conditions {

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  public Conditions and(String condition, Object... bound) {
    sql.append(sql.isEmpty() ? "WHERE " : " AND ").append(condition);
    Collections.addAll(values, bound);
    return this;
  }

  /** Adds the other conditions. */
  public Conditions and(Conditions others) {
    if (!others.sql.isEmpty()) {
      and(others.sql.substring("WHERE ".length()), others.values.toArray());
    }
    return this;
  }

  /** An empty list matches no row. */
  public Conditions andIn(String column, List<String> allowed) {
    String marks = String.join(", ", Collections.nCopies(allowed.size(), "?"));
    return and(column + " IN (" + marks + ")", allowed.toArray());
  }

  /** The condition that one of some conditions holds. */
  public static Conditions anyOf(List<Conditions> all) {
    List<String> parts = new ArrayList<>();
    List<Object> bound = new ArrayList<>();
    for (Conditions one : all) {
      parts.add(one.sql.substring("WHERE ".length()));
      bound.addAll(one.values);
    }
    return new Conditions().and("((" + String.join(")\n OR (", parts) + "))", bound.toArray());
  }

  /** The condition that these conditions do not hold, or that it is unknown whether they do. */
  public Conditions negated() {
    return new Conditions()
        .and("(" + sql.substring("WHERE ".length()) + ") IS NOT TRUE", values.toArray());
  }

  public boolean isEmpty() {
    return sql.isEmpty();
  }

  /** The WHERE clause; empty if there is no condition. */
  public String sql() {
    return sql.toString();
  }

  /** The values of these conditions, then those of the rest of the statement. */
  public Object[] values(Object... rest) {
    List<Object> all = new ArrayList<>(values);
    Collections.addAll(all, rest);
    return all.toArray();
  }
}
