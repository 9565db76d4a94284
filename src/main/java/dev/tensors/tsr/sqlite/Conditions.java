package dev.tensors.tsr.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conditions of a query, joined by AND, and the values of their question marks. */
public final class Conditions {

  /** SQLite refuses expressions that are nested a thousand deep, as a chain of operators is. */
  private static final int LONGEST_CHAIN = 100;

  private final List<String> parts = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  public Conditions and(String condition, Object... bound) {
    parts.add(condition);
    Collections.addAll(values, bound);
    return this;
  }

  /** Adds the other conditions. */
  public Conditions and(Conditions others) {
    parts.addAll(others.parts);
    values.addAll(others.values);
    return this;
  }

  /** An empty list matches no row. */
  public Conditions andIn(String column, List<String> allowed) {
    return and(column + " IN (" + marks(allowed) + ")", allowed.toArray());
  }

  /** SQL: a parameter for each value. */
  public static String marks(List<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  /** The condition that one of some conditions holds. */
  public static Conditions anyOf(List<Conditions> all) {
    List<String> any = new ArrayList<>();
    List<Object> bound = new ArrayList<>();
    for (Conditions one : all) {
      any.add("(" + one.joined() + ")");
      bound.addAll(one.values);
    }
    return new Conditions().and("(" + joined(any, "\n OR ") + ")", bound.toArray());
  }

  /** The condition that these conditions do not hold, or that it is unknown whether they do. */
  public Conditions negated() {
    return new Conditions().and("(" + joined() + ") IS NOT TRUE", values.toArray());
  }

  /** These conditions, for which SQLite does not choose an index. */
  public Conditions unindexed() {
    return new Conditions().and("(" + joined() + ") IS TRUE", values.toArray());
  }

  /**
   * One condition that needs rows with these.
   *
   * @param sql a condition with {@code %s} in the place of these
   */
  public Conditions within(String sql) {
    return new Conditions().and(sql.formatted(joined()), values.toArray());
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The conditions as one expression. */
  public String expression() {
    return parts.isEmpty() ? "1" : joined();
  }

  /** The WHERE clause; empty if there is no condition. */
  public String sql() {
    return parts.isEmpty() ? "" : "WHERE " + joined();
  }

  /** The conditions as one expression. */
  public String joined() {
    return joined(parts, " AND ");
  }

  private static String joined(List<String> parts, String operator) {
    if (parts.size() <= LONGEST_CHAIN) {
      return String.join(operator, parts);
    }
    List<String> groups = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += LONGEST_CHAIN) {
      List<String> group = parts.subList(from, Math.min(parts.size(), from + LONGEST_CHAIN));
      groups.add("(" + String.join(operator, group) + ")");
    }
    return joined(groups, operator);
  }

  /** The values of these conditions, then those of the rest of the statement. */
  public Object[] values(Object... rest) {
    List<Object> all = new ArrayList<>(values);
    Collections.addAll(all, rest);
    return all.toArray();
  }
}
