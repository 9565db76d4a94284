package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The SQLite file of another program, opened for reading only. Nothing is written to it or beside
 * it, as long as no log beside it holds changes.
 */
public final class ForeignDatabase implements AutoCloseable {

  private final Path file;
  private final Connection connection;
  private final Sql sql;

  private ForeignDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  /**
   * Opens a file.
   *
   * @param path of an existing file
   * @throws DatabaseUnusable if it is no SQLite file, or cannot be read
   */
  public static ForeignDatabase open(Path path) {
    Path file = DatabasePath.resolve(path);
    String url =
        DatabaseFile.isUnchangedBeside(file)
            ? Connections.immutableUrl(file)
            : Connections.readOnlyUrl(file);
    return Connections.open(
        file,
        url,
        connection -> {
          Connections.cancelOnInterrupt(connection, () -> false);
          ForeignDatabase database = new ForeignDatabase(file, connection);
          database.sql.number("SELECT count(*) FROM sqlite_schema");
          return database;
        });
  }

  /**
   * Runs one query.
   *
   * @throws DatabaseUnusable if the file cannot be read, or is damaged
   * @throws Interrupted if the thread was interrupted
   */
  public <T> T query(Database.Work<T> work) {
    try {
      return work.with(sql);
    } catch (SQLException e) {
      throw DatabaseFailure.of(file, e);
    }
  }

  /** Whether there is a table, and no view, with these stored columns. */
  public boolean hasTable(String name, String... columns) {
    return query(
        sql -> {
          for (String column : columns) {
            long found =
                sql.number(
                    """
                    SELECT count(*) FROM sqlite_schema s JOIN pragma_table_info(s.name) c
                    WHERE s.type = 'table' AND s.sql NOT LIKE 'CREATE VIRTUAL%' AND s.name = ?
                      AND c.name = ?
                    """,
                    name, column);
            if (found == 0) {
              return false;
            }
          }
          return true;
        });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DatabaseFailure.of(file, e);
    }
  }
}
