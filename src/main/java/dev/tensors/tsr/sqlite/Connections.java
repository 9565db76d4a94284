package dev.tensors.tsr.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** Opens connections to SQLite files, all with the same settings. */
final class Connections {

  /** Of a database that is empty, and gone when it is closed. */
  static final String MEMORY_URL = "jdbc:sqlite::memory:";

  /** How many of SQLite's instructions it runs before it asks whether to go on: milliseconds. */
  private static final int INSTRUCTIONS = 100_000;

  /** Makes something of a new connection. */
  @FunctionalInterface
  interface Preparation<T> {
    T of(Connection connection) throws SQLException;
  }

  private Connections() {}

  /** A URI, since a plain path with a question mark in it would be cut there. */
  static String url(Path file) {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath();
  }

  /** Of a database that cannot be written over this connection. */
  static String readOnlyUrl(Path file) {
    return url(file) + "?mode=ro";
  }

  /** Of a database that nobody writes as long as this connection reads it. */
  static String frozenUrl(Path file) {
    return url(file) + "?immutable=1";
  }

  /** Opens a connection, whose settings already need the schema, and so a lock. */
  static Connection open(String url) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(LockWait.STEP_MS);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // or each statement is followed by a query for them
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return LockWait.waitFor(() -> config.createConnection(url));
  }

  /**
   * Has an interruption of the thread end a statement that takes long.
   *
   * @param unless while this holds, statements are finished
   */
  static void heedInterruption(Connection connection, BooleanSupplier unless) throws SQLException {
    ProgressHandler.setHandler(
        connection,
        INSTRUCTIONS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return Thread.currentThread().isInterrupted() && !unless.getAsBoolean() ? 1 : 0;
          }
        });
  }

  /**
   * Opens a connection and prepares it, or else closes it.
   *
   * @throws DatabaseUnusable if the database cannot be used
   */
  static <T> T open(Path file, String url, Preparation<T> preparation) {
    Connection connection = null;
    try {
      connection = open(url);
      return preparation.of(connection);
    } catch (SQLException e) {
      closeQuietly(connection, e);
      undo(file, e);
      throw DatabaseFailure.of(file, e);
    } catch (RuntimeException e) {
      closeQuietly(connection, e);
      undo(file, e);
      throw e;
    }
  }

  static void closeQuietly(Connection connection, Exception reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /**
   * What SQLite could not undo when it could not write, it undoes when the database is next read.
   */
  private static void undo(Path file, Exception reason) {
    if (Files.notExists(DatabaseFile.journal(file))) {
      return;
    }
    try (Connection reader = open(url(file))) {
      new Sql(reader).number("SELECT count(*) FROM sqlite_schema");
    } catch (SQLException | WaitInterrupted e) {
      reason.addSuppressed(e);
    }
  }

  /** Loads SQLite. */
  static void preload() {
    try {
      open(MEMORY_URL).close();
    } catch (SQLException e) {
      // Whoever opens a database will see it, too.
    }
  }
}
