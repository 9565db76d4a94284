package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.text.JsonString;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * Runs statements on one connection. Prepared statements are reused; one whose rows are still being
 * read is prepared a second time. Statements wait for locks as {@link LockWait} does.
 */
public final class Sql {

  /** Maps the current row to a value. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Reads the current row. */
  @FunctionalInterface
  public interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /** Executes a statement whose values are bound. */
  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;

  /** Prepared statements that are not in use, by their text. */
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  /** The names of the functions that are defined. */
  private final Set<String> defined = new HashSet<>();

  public Sql(Connection connection) {
    this.connection = connection;
  }

  /** Passes a value of each row to the consumer as it is read, and returns the number of rows. */
  public <T> int each(
      String sql, RowMapper<T> mapper, Consumer<? super T> consumer, @Nullable Object... values)
      throws SQLException {
    return forEach(sql, row -> consumer.accept(mapper.map(row)), values);
  }

  /** Passes each row to the consumer, to be read there, and returns the number of rows. */
  public int forEach(String sql, RowConsumer consumer, @Nullable Object... values)
      throws SQLException {
    return query(
        sql,
        values,
        rows -> {
          int count = 0;
          while (rows.next()) {
            consumer.accept(rows);
            count++;
          }
          return count;
        });
  }

  /** Reads rows until one fails the test, and returns whether all passed. */
  public <T> boolean every(
      String sql, RowMapper<T> mapper, Predicate<? super T> test, @Nullable Object... values)
      throws SQLException {
    return query(
        sql,
        values,
        rows -> {
          boolean passed = true;
          while (passed && rows.next()) {
            passed = test.test(mapper.map(rows));
          }
          return passed;
        });
  }

  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    List<T> all = new ArrayList<>();
    each(sql, mapper, all::add, values);
    return all;
  }

  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    return query(
        sql, values, rows -> rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty());
  }

  /** The first column of each row. */
  public List<Long> numbers(String sql, @Nullable Object... values) throws SQLException {
    return list(sql, row -> row.getLong(1), values);
  }

  /** The first column of the only row. */
  public long number(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /** The first column of the only row. */
  public String text(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getString(1), values).orElseThrow();
  }

  public int update(String sql, @Nullable Object... values) throws SQLException {
    try {
      return use(sql, values, statement -> LockWait.waitFor(statement::executeUpdate));
    } catch (SQLException e) {
      throw TriggerFailed.of(
          e, this, () -> use(sql, values, statement -> statement.executeUpdate()));
    }
  }

  /**
   * Inserts one row and returns its id; empty where the statement left out a conflicting row. The
   * id is not asked for by RETURNING: SQLite would first copy each page that the statement changes
   * into a temporary file.
   */
  public Optional<Long> insert(String sql, @Nullable Object... values) throws SQLException {
    return update(sql, values) == 0
        ? Optional.empty()
        : Optional.of(number("SELECT last_insert_rowid()"));
  }

  /**
   * Defines an SQL function of one text, for this connection. It is deterministic; of null it makes
   * null, and may make null of a text.
   */
  public void define(String name, java.util.function.Function<String, @Nullable String> function)
      throws SQLException {
    if (defined.add(name)) {
      Function.create(
          connection,
          name,
          new Function() {
            @Override
            protected void xFunc() throws SQLException {
              String text = value_text(0);
              result(text == null ? null : function.apply(text));
            }
          },
          1,
          Function.FLAG_DETERMINISTIC);
    }
  }

  /**
   * Defines an SQL function that tests a text, for this connection: it makes 1 or 0.
   *
   * @return its name
   */
  public String defineTest(Predicate<String> test) throws SQLException {
    String name = "passes" + defined.size();
    define(name, text -> test.test(text) ? "1" : "0");
    return name;
  }

  /** Runs statements that are separated by semicolons. */
  public void script(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** Rolls back a transaction that failed. */
  void rollBack(Throwable reason) {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      reason.addSuppressed(e);
    }
  }

  /** Lets the reader go through the rows of a query; it stands before the first one. */
  private <T> T query(String sql, @Nullable Object[] values, RowMapper<T> reader)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          try (ResultSet rows = LockWait.waitFor(statement::executeQuery)) {
            return reader.map(rows);
          }
        });
  }

  private <T> T use(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
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
      closeQuietly(statement, e); // the driver finalizes it after some errors
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

  /** Numbers or texts as a JSON array, which json_each takes apart: they can be any number. */
  public static String array(Collection<?> values) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (Object value : values) {
      array.add(value instanceof String text ? JsonString.of(text) : String.valueOf(value));
    }
    return array.toString();
  }

  /** Quotes the name of a table or column, which can have any characters. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * SQL: a query for the rows of a table. SQLite takes the text apart, which Java would do in
   * interpreted code at each start.
   *
   * @param text a row a line, with a bar between two cells, without quotes and backslashes
   * @param columns their names
   */
  public static String table(String text, String... columns) {
    StringBuilder query = new StringBuilder("WITH read AS MATERIALIZED (SELECT ");
    for (int i = 0; i < columns.length; i++) {
      query.append(i == 0 ? "" : ", ").append("value ->> ").append(i);
      query.append(" AS ").append(columns[i]);
    }
    return query
        .append(" FROM json_each('[[\"' || replace(replace('")
        .append(text)
        .append("', ' | ', '\",\"'), char(10), '\"],[\"') || '\"]]')) SELECT * FROM read")
        .toString();
  }

  public static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Uses the column's number, so that the driver need not look it up in each row. */
  public static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Null for infinity, too, which another program may have stored and JSON does not have. */
  public static @Nullable Double nullableDouble(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() || !Double.isFinite(value) ? null : value;
  }

  /** Uses the column's number, as {@link #nullableLong(ResultSet, int)} does. */
  public static @Nullable Double nullableDouble(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() || !Double.isFinite(value) ? null : value;
  }
}
