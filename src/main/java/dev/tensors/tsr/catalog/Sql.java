package dev.tensors.tsr.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs statements on the one connection, each prepared once. */
final class Sql {

  /** Makes a value of the row at the cursor. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Hands over each row as it is found, and returns how many there were. */
  <T> int each(String sql, RowMapper<T> mapper, Consumer<? super T> consumer, Object... values)
      throws SQLException {
    int count = 0;
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      while (rows.next()) {
        consumer.accept(mapper.map(rows));
        count++;
      }
    }
    return count;
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, Object... values) throws SQLException {
    List<T> all = new ArrayList<>();
    each(sql, mapper, all::add, values);
    return all;
  }

  <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... values) throws SQLException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** The first column of the only row. */
  long number(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /** The first column of the only row. */
  String text(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getString(1), values).orElseThrow();
  }

  int update(String sql, Object... values) throws SQLException {
    return bind(sql, values).executeUpdate();
  }

  /** Runs any number of statements. */
  void script(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** Undoes a transaction that failed, if it was begun at all. */
  void rollBack(Throwable reason) {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      reason.addSuppressed(e);
    }
  }

  private PreparedStatement bind(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** A column that may be null. */
  static Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** A column that may be null. */
  static Double nullableDouble(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
