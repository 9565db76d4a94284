package dev.tensors.tsr.sqlite;

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

/**
 * Runs statements on one connection. Each is prepared once and used again, but never while its rows
 * are still being read: then another one is prepared. Statements wait for other processes as {@link
 * LockWait} does.
 */
public final class Sql {

  /** Makes a value of the row at the cursor. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** What is done with a statement that has its values. */
  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;

  /** Prepared statements that nobody is using, by their text. */
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  public Sql(Connection connection) {
    this.connection = connection;
  }

  /** Hands over each row as it is found, and returns how many there were. */
  public <T> int each(
      String sql, RowMapper<T> mapper, Consumer<? super T> consumer, Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          int count = 0;
          try (ResultSet rows = LockWait.waitFor(statement::executeQuery)) {
            while (rows.next()) {
              consumer.accept(mapper.map(rows));
              count++;
            }
          }
          return count;
        });
  }

  public <T> List<T> list(String sql, RowMapper<T> mapper, Object... values) throws SQLException {
    List<T> all = new ArrayList<>();
    each(sql, mapper, all::add, values);
    return all;
  }

  public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          try (ResultSet rows = LockWait.waitFor(statement::executeQuery)) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
          }
        });
  }

  /** The first column of the only row. */
  public long number(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /** The first column of the only row. */
  public String text(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getString(1), values).orElseThrow();
  }

  public int update(String sql, Object... values) throws SQLException {
    return use(sql, values, statement -> LockWait.waitFor(statement::executeUpdate));
  }

  /** Runs any number of statements. */
  public void script(String script) throws SQLException {
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

  private <T> T use(String sql, Object[] values, Use<T> use) throws SQLException {
    PreparedStatement statement = idle.remove(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
    }
    T result;
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      result = use.of(statement);
    } catch (SQLException | RuntimeException | Error e) {
      closeQuietly(statement, e); // after some errors the driver has finalized it
      throw e;
    }
    PreparedStatement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    return result;
  }

  private static void closeQuietly(PreparedStatement statement, Throwable reason) {
    try {
      statement.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** A name as it is written in a statement, whatever characters it has. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A column that may be null. */
  public static Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** A column that may be null. */
  public static Double nullableDouble(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
