package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * The catalogue's SQLite file: one connection, used by one thread. Other processes may read at any
 * time, and write between this one's transactions.
 */
public final class Database implements AutoCloseable {

  /** What is done within one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  private static final int STEP_MS = 200;

  private static final long PAUSE_NS = 1_000_000;

  private static final int LOG_PAGES = 8000;

  private static final int CACHE_KIB = 4_000;

  private static final String MEMORY_URL = "jdbc:sqlite::memory:";

  private final Path file;
  private final Connection connection;
  private final Sql sql;
  private boolean inTransaction;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  /**
   * Opens the database, makes it and its folder where there is none, and brings its schema up to
   * date.
   *
   * @throws DatabaseUnusable if it is locked, damaged, not a catalogue, or from a newer tsr
   */
  public static Database open(Path file) {
    createFolder(file);
    DatabaseFile.check(file);
    DatabaseFile.checkWritable(file);
    Database database = connect(file, url(file), Database::bringUpToDate);
    database.checkWritable();
    database.makeRoom();
    return database;
  }

  /**
   * Pages of many files are changed in turn: with less room each would be written again and again,
   * within one transaction and from the log into the database.
   */
  private void makeRoom() {
    query(sql -> sql.text("PRAGMA wal_autocheckpoint = " + LOG_PAGES));
    query(sql -> sql.update("PRAGMA cache_size = -" + CACHE_KIB));
  }

  /** At once, not when hours have been spent on what is to be written. */
  private void checkWritable() {
    try {
      write(sql -> null);
    } catch (DatabaseUnusable e) {
      closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * Opens a database that is only asked. Where there is none, an empty one is asked, and nothing is
   * made on the disk.
   *
   * @throws DatabaseUnusable as {@link #open}
   */
  public static Database openExisting(Path file) {
    if (Files.notExists(file)) {
      return connect(file, MEMORY_URL, Database::bringUpToDate);
    }
    DatabaseFile.check(file);
    return connect(file, readingUrl(file), Database::bringUpToDate);
  }

  /**
   * Opens a database that is there as {@link #openExisting} does, but leaves it as it is.
   *
   * @throws DatabaseUnusable also if it is of an older tsr
   */
  public static Database openUnchanged(Path file) {
    DatabaseFile.check(file);
    return connect(file, readingUrl(file), Database::checkUpToDate);
  }

  private static String readingUrl(Path file) {
    return DatabaseFile.isFrozen(file) ? url(file) + "?immutable=1" : url(file);
  }

  /**
   * Loads SQLite, which takes a while the first time. Another thread may do it while there is still
   * something else to do before {@link #open}.
   */
  public static void preload() {
    try {
      config().createConnection(MEMORY_URL).close();
    } catch (SQLException e) {
      // Whoever opens a database will see it, too.
    }
  }

  /** What a connection is to have done before it is used. */
  @FunctionalInterface
  private interface Preparation {
    void of(Database database, String url) throws SQLException;
  }

  private void bringUpToDate(String url) throws SQLException {
    new Migrations(file, sql).run(this);
    useLog(url);
  }

  private void checkUpToDate(String url) throws SQLException {
    new Migrations(file, sql).checkNewest();
  }

  private static Database connect(Path file, String url, Preparation preparation) {
    Connection connection = null;
    try {
      connection = config().createConnection(url);
      Database database = new Database(file, connection);
      preparation.of(database, url);
      return database;
    } catch (SQLException e) {
      closeQuietly(connection, e);
      undo(file, e);
      throw DatabaseUnusable.of(file, e);
    } catch (RuntimeException e) {
      closeQuietly(connection, e);
      undo(file, e);
      throw e;
    }
  }

  /**
   * What SQLite could not undo when it could not write, it undoes when the database is next read.
   */
  private static void undo(Path file, Exception reason) {
    if (Files.notExists(DatabaseFile.journal(file))) {
      return;
    }
    try (Connection reader = config().createConnection(url(file))) {
      new Sql(reader).number("SELECT count(*) FROM sqlite_schema");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Readers then never wait for a writer. It stays in the file, but copies of it lose it. */
  private void useLog(String url) throws SQLException {
    if (url.equals(url(file)) && !sql.text("PRAGMA journal_mode").equals("wal")) {
      patiently(() -> sql.text("PRAGMA journal_mode = WAL"));
    }
  }

  static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // or each statement is followed by a query for them
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return config;
  }

  private static void closeQuietly(Connection connection, Exception reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private static void createFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "its folder cannot be made; check " + folder + " and its permissions", e);
    }
  }

  /** A URI, since a plain path with a question mark in it would be cut there. */
  static String url(Path file) {
    return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath();
  }

  /** Where the database lies. It need not exist when it was opened with {@link #openExisting}. */
  public Path file() {
    return file;
  }

  /** Asks one question. */
  <T> T query(Work<T> work) {
    try {
      return work.with(sql);
    } catch (SQLException e) {
      throw DatabaseUnusable.of(file, e);
    }
  }

  /** Asks several questions of the same state. */
  <T> T snapshot(Work<T> work) {
    return transaction("BEGIN", work);
  }

  /** Changes all of it or nothing. Within another such change it becomes a part of that one. */
  <T> T write(Work<T> work) {
    return inTransaction ? query(work) : transaction("BEGIN IMMEDIATE", work);
  }

  private <T> T transaction(String begin, Work<T> work) {
    try {
      patiently(() -> sql.update(begin));
      inTransaction = true;
      T result = work.with(sql);
      sql.update("COMMIT");
      return result;
    } catch (SQLException e) {
      sql.rollBack(e);
      throw DatabaseUnusable.of(file, e);
    } catch (WaitInterrupted e) {
      throw e; // nothing was begun
    } catch (RuntimeException | Error e) {
      sql.rollBack(e);
      throw e;
    } finally {
      inTransaction = false;
    }
  }

  /** A statement that may have to wait for other processes. */
  @FunctionalInterface
  private interface Lock {
    void take() throws SQLException;
  }

  /** Waits in steps for other writers, so that Ctrl-C ends the wait. */
  private void patiently(Lock lock) throws SQLException {
    SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
    long start = System.nanoTime();
    sqlite.setBusyTimeout(STEP_MS);
    try {
      while (true) {
        try {
          lock.take();
          return;
        } catch (SQLException e) {
          boolean busy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
          if (!busy || System.nanoTime() - start > BUSY_TIMEOUT.toNanos()) {
            throw e;
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new WaitInterrupted();
          }
          LockSupport.parkNanos(PAUSE_NS); // SQLite itself does not wait for every lock
        }
      }
    } finally {
      sqlite.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DatabaseUnusable.of(file, e);
    }
  }
}
