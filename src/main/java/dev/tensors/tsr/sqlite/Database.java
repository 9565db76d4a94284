package dev.tensors.tsr.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One SQLite file with a numbered schema: one connection, used by one thread. Other processes may
 * read at any time, and write between the transactions of this one.
 */
public final class Database implements AutoCloseable {

  /** What is done within one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  private static final int LOG_PAGES = 8000;

  private static final int CACHE_KIB = 4_000;

  private final Path file;
  private final Connection connection;
  private final Schema schema;
  private final DatabaseListener listener;
  private final Sql sql;
  private final Transactions transactions;

  private Database(Path file, Connection connection, Schema schema, DatabaseListener listener) {
    this.file = file;
    this.connection = connection;
    this.schema = schema;
    this.listener = listener;
    this.sql = new Sql(connection);
    this.transactions = new Transactions(sql);
  }

  /**
   * Opens the database, creates it where the file is absent, and brings its schema up to date.
   *
   * @param path in a folder that exists
   * @throws DatabaseUnusable if it is locked, damaged, of another program, or from a newer tsr
   */
  public static Database open(Path path, Schema schema, DatabaseListener listener) {
    Path file = DatabasePath.resolve(path);
    DatabaseFile.check(file, schema);
    DatabaseFile.checkWritable(file);
    Database database =
        connect(file, Connections.url(file), schema, listener, Database::bringUpToDate);
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
    } catch (RuntimeException e) {
      Connections.closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * Opens the database for reading, after its schema was brought up to date. Where the file is
   * absent, opens an empty database in memory and creates nothing on the disk.
   *
   * @throws DatabaseUnusable as {@link #open}
   */
  public static Database openForReading(Path path, Schema schema, DatabaseListener listener) {
    Path file = DatabasePath.resolve(path);
    if (Files.notExists(file)) {
      return connect(file, Connections.MEMORY_URL, schema, listener, Database::bringUpToDate);
    }
    DatabaseFile.check(file, schema);
    return connect(file, readingUrl(file), schema, listener, Database::bringUpToDate);
  }

  /**
   * Opens an existing database for reading and changes nothing in it, not even its schema.
   *
   * @throws DatabaseUnusable as {@link #open}, and if it is of an older tsr
   */
  public static Database openUnchanged(Path path, Schema schema) {
    Path file = DatabasePath.resolve(path);
    DatabaseFile.check(file, schema);
    return connect(file, readingUrl(file), schema, DatabaseListener.NONE, Database::checkUpToDate);
  }

  /**
   * Whether a database can be written: its file, and files beside it.
   *
   * @param file an existing file, as {@link DatabasePath#resolve} gave it
   */
  public static boolean isWritable(Path file) {
    return DatabaseFile.isWritable(file);
  }

  private static String readingUrl(Path file) {
    return DatabaseFile.isFrozen(file) ? Connections.frozenUrl(file) : Connections.url(file);
  }

  /**
   * Loads SQLite, which takes a while the first time. Another thread may do it while there is still
   * something else to do before {@link #open}.
   */
  public static void preload() {
    Connections.preload();
  }

  /** What a connection is to have done before it is used. */
  @FunctionalInterface
  private interface Preparation {
    void of(Database database, String url) throws SQLException;
  }

  private void bringUpToDate(String url) throws SQLException {
    new Migrations(file, sql, schema, listener).run(this);
    if (url.equals(Connections.url(file))) {
      useLog();
      transactions.watch(file);
    }
  }

  private void checkUpToDate(String url) throws SQLException {
    new Migrations(file, sql, schema, listener).checkNewest();
  }

  private static Database connect(
      Path file, String url, Schema schema, DatabaseListener listener, Preparation preparation) {
    return Connections.open(
        file,
        url,
        connection -> {
          Database database = new Database(file, connection, schema, listener);
          Connections.heedInterruption(connection, () -> false); // a migration is undone as a whole
          preparation.of(database, url);
          Connections.heedInterruption(connection, database.transactions::isWriting);
          return database;
        });
  }

  /** Readers then never wait for a writer. It stays in the file, but copies of it lose it. */
  private void useLog() throws SQLException {
    if (!sql.text("PRAGMA journal_mode").equals("wal")) {
      sql.text("PRAGMA journal_mode = WAL");
    }
  }

  /**
   * Where the database lies, without symlinks. It need not exist when it was opened with {@link
   * #openForReading}.
   */
  public Path file() {
    return file;
  }

  /** Asks one question. */
  public <T> T query(Work<T> work) {
    try {
      return work.with(sql);
    } catch (SQLException e) {
      throw failure(DatabaseFailure.of(file, e));
    }
  }

  /** Asks several questions of the same state. Within a change it sees what that one has done. */
  public <T> T snapshot(Work<T> work) {
    return transactions.isOpen() ? query(work) : transaction(Transactions.Kind.READING, work);
  }

  /** Changes all of it or nothing. Within another such change it becomes a part of that one. */
  public <T> T write(Work<T> work) {
    return transactions.isWriting() ? query(work) : transaction(Transactions.Kind.WRITING, work);
  }

  /**
   * Changes what is good to remember, but needs not be: a database that may only be read stays as
   * it is.
   */
  public void remember(Work<?> work) {
    if (isWritable(file)) {
      write(work);
    }
  }

  private <T> T transaction(Transactions.Kind kind, Work<T> work) {
    try {
      return transactions.run(kind, () -> work.with(sql));
    } catch (SQLException e) {
      throw failure(DatabaseFailure.of(file, e));
    } catch (DatabaseUnusable e) {
      throw failure(e);
    }
  }

  /** A damaged index is made anew, but what was begun with it is not done again. */
  private RuntimeException failure(RuntimeException failure) {
    if (transactions.isOpen() || !DatabaseFailure.isIndexDamage(failure.getCause())) {
      return failure;
    }
    try {
      transactions.run(
          Transactions.Kind.WRITING,
          () -> {
            schema.rebuildIndexes(sql);
            return null;
          });
      return new DatabaseUnusable(
          file,
          "its search index was damaged and has been made anew; run the command again",
          failure);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return new DatabaseUnusable(
          file,
          "its search index is damaged and cannot be made anew ("
              + e.getMessage()
              + "); restore a copy of it, or move it away and scan anew",
          failure);
    }
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
