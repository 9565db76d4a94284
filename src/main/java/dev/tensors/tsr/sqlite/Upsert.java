package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Inserts rows, or updates existing ones. */
public final class Upsert {

  private final Sql sql;

  /** The NOT NULL columns of each table. */
  private final Map<String, Set<String>> required = new HashMap<>();

  public Upsert(Sql sql) {
    this.sql = sql;
  }

  /**
   * Inserts a row, or updates the row with the same value in a unique column. A null does not
   * change a NOT NULL column. An update does not write the unique column: triggers would take it
   * for changed.
   *
   * @return the row's id
   */
  public long by(String unique, String table, ColumnValues columns) throws SQLException {
    Object key = columns.get(unique);
    var known =
        sql.first(
            "SELECT id FROM " + table + " WHERE " + unique + " = ?", row -> row.getLong(1), key);
    return known.isPresent()
        ? update(known.get(), table, columns.without(unique))
        : insert(table, columns);
  }

  /** Inserts a row and returns its id. A null stores the default of a NOT NULL column. */
  public long insert(String table, ColumnValues columns) throws SQLException {
    StringJoiner names = new StringJoiner(", ", " (", ")");
    StringJoiner marks = new StringJoiner(", ", " VALUES (", ")");
    List<@Nullable Object> values = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> column : columns.values().entrySet()) {
      if (column.getValue() != null || !isRequired(table, column.getKey())) {
        names.add(column.getKey());
        marks.add("?");
        values.add(column.getValue());
      }
    }
    return sql.insert("INSERT INTO " + table + names + marks, values.toArray()).orElseThrow();
  }

  public long update(long id, String table, ColumnValues columns) throws SQLException {
    StringJoiner assignments = new StringJoiner(", ");
    List<@Nullable Object> values = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> column : columns.values().entrySet()) {
      boolean keep = column.getValue() == null && isRequired(table, column.getKey());
      if (!keep) {
        assignments.add(column.getKey() + " = ?");
        values.add(column.getValue());
      }
    }
    if (values.isEmpty()) {
      return id;
    }
    values.add(id);
    sql.update("UPDATE " + table + " SET " + assignments + " WHERE id = ?", values.toArray());
    return id;
  }

  /**
   * Fills those columns of a row that are null or an empty text.
   *
   * @return whether any was filled
   */
  public boolean fill(long id, String table, ColumnValues columns) throws SQLException {
    StringJoiner assignments = new StringJoiner(", ");
    StringJoiner isEmpty = new StringJoiner(" OR ", "(", ")");
    List<@Nullable Object> values = new ArrayList<>();
    int parameter = 1;
    for (Map.Entry<String, @Nullable Object> column : columns.values().entrySet()) {
      if (column.getValue() != null && !column.getValue().equals("")) {
        String name = column.getKey();
        assignments.add("%1$s = coalesce(nullif(%1$s, ''), ?%2$d)".formatted(name, ++parameter));
        isEmpty.add("%1$s IS NULL OR %1$s = ''".formatted(name));
        values.add(column.getValue());
      }
    }
    if (values.isEmpty()) {
      return false;
    }
    values.addFirst(id);
    String update = "UPDATE " + table + " SET " + assignments + " WHERE id = ?1 AND " + isEmpty;
    return sql.update(update, values.toArray()) > 0;
  }

  /** Whether a table has a row with this value in a column. */
  public boolean has(String table, String column, long value) throws SQLException {
    return sql.number("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE " + column + " = ?)", value)
        == 1;
  }

  private boolean isRequired(String table, String column) throws SQLException {
    Set<String> columns = required.get(table);
    if (columns == null) {
      columns =
          Set.copyOf(
              sql.list(
                  "SELECT name FROM pragma_table_info(?) WHERE \"notnull\" = 1",
                  row -> row.getString(1),
                  table));
      required.put(table, columns);
    }
    return columns.contains(column);
  }
}
