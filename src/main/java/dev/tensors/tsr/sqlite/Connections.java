package dev.tensors.tsr.sqlite;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.core.NativeDB;

/** Opens connections to SQLite files, all with the same settings. */
final class Connections {

  /** URL of an empty database in memory, which ends with its connection. */
  static final String MEMORY_URL = "jdbc:sqlite::memory:";

  private static final String VENDOR = "java.vm.vendor";

  /** SQLite runs this many instructions, some milliseconds, between checks for an interruption. */
  private static final int INSTRUCTIONS_PER_CHECK = 100_000;

  /**
   * The largest row in bytes: twice the longest text that tsr writes. Reading a larger one could
   * exhaust the memory.
   */
  static final int LARGEST_ROW = 48 << 20;

  /** Builds an object on a new connection. */
  @FunctionalInterface
  interface Builder<T> {
    T of(Connection connection) throws SQLException;
  }

  static {
    loadLibrary();
  }

  private Connections() {}

  /**
   * Loads SQLite's native library as the driver does on Android, if it lies in java.library.path as
   * in the built program: by its name alone. Elsewhere the driver first lists the folder of
   * temporary files, and opens jars to read its own version, which takes a tenth of a short
   * command.
   */
  private static void loadLibrary() {
    String name = System.mapLibraryName("sqlitejdbc");
    if (!new File(System.getProperty("java.library.path"), name).isFile()) {
      return;
    }
    String vendor = System.setProperty(VENDOR, "The Android Project");
    try {
      NativeDB.load();
    } catch (Exception | LinkageError e) {
      // Opening a database will fail with this error, which is reported then.
    } finally {
      System.setProperty(VENDOR, vendor);
    }
  }

  /** URL of a file. It is a URI, since SQLite cuts a plain path at a question mark. */
  static String url(Path file) {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath();
  }

  /** URL of a file that this connection cannot write. */
  static String readOnlyUrl(Path file) {
    return url(file) + "?mode=ro";
  }

  /** URL of a file that no process writes meanwhile: SQLite reads it without locks. */
  static String immutableUrl(Path file) {
    return url(file) + "?immutable=1";
  }

  /** Opens a connection. Its settings already read the schema, and so wait for locks. */
  static Connection open(String url) throws SQLException {
    SQLiteConfig config = config();
    Connection connection = LockWait.waitFor(() -> config.createConnection(url));
    // Views, triggers and computed columns of a stranger's file then call no dangerous function.
    new Sql(connection).script("PRAGMA trusted_schema = OFF");
    return connection;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(LockWait.STEP_MS);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // or the driver queries for them after each statement
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return config;
  }

  /**
   * Lets an interruption of the thread cancel a running statement.
   *
   * @param unless statements run to their end while this is true
   */
  static void cancelOnInterrupt(Connection connection, BooleanSupplier unless) throws SQLException {
    ProgressHandler.setHandler(
        connection,
        INSTRUCTIONS_PER_CHECK,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return Thread.currentThread().isInterrupted() && !unless.getAsBoolean() ? 1 : 0;
          }
        });
  }

  /**
   * Opens a connection and builds an object on it; closes the connection if that fails.
   *
   * @throws DatabaseUnusable if the database cannot be used
   */
  static <T> T open(Path file, String url, Builder<T> builder) {
    @Nullable Connection connection = null;
    try {
      connection = open(url);
      ((SQLiteConnection) connection).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LARGEST_ROW);
      return builder.of(connection);
    } catch (SQLException e) {
      closeQuietly(connection, e);
      rollBackJournal(file, e);
      throw DatabaseFailure.of(file, e);
    } catch (RuntimeException e) {
      closeQuietly(connection, e);
      rollBackJournal(file, e);
      throw e;
    }
  }

  static void closeQuietly(@Nullable Connection connection, Exception reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Reads the database: SQLite then rolls back a change that failed halfway. */
  private static void rollBackJournal(Path file, Exception reason) {
    if (Files.notExists(DatabaseFile.journal(file))) {
      return;
    }
    try (Connection reader = open(url(file))) {
      new Sql(reader).number("SELECT count(*) FROM sqlite_schema");
    } catch (SQLException | Interrupted e) {
      reason.addSuppressed(e);
    }
  }

  /** Loads SQLite's native library and the classes of a connection, but opens none. */
  static void preload() {
    try {
      config();
    } catch (LinkageError e) {
      // Opening a database will fail with the same error, which is reported then.
    }
  }
}
