package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * One SQLite file with a numbered schema, over one connection that one thread uses. Other processes
 * can read at any time, and write between its transactions.
 */
public final class Database implements AutoCloseable {

  /** Statements that return a value. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  /** Statements that return nothing. */
  @FunctionalInterface
  public interface Change {
    void with(Sql sql) throws SQLException;
  }

  private static final int CHECKPOINT_PAGES = 8000;

  private static final int CACHE_KIB = 4_000;

  private final Path file;
  private final Connection connection;
  private final Schema schema;
  private final DatabaseListener listener;
  private final Sql sql;
  private final Transactions transactions;
  private boolean isUpToDate;
  private boolean hasFailed;
  private Consumer<Database> ending = database -> {};

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
    database.tuneForManyWrites();
    return database;
  }

  /**
   * A scan changes the same pages again and again. With a smaller cache and log SQLite would write
   * each page many times.
   */
  private void tuneForManyWrites() {
    query(sql -> sql.text("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES));
    query(sql -> sql.update("PRAGMA cache_size = -" + CACHE_KIB));
  }

  /** Fails now, not after hours of work whose result cannot be stored. */
  private void checkWritable() {
    try {
      change(sql -> {});
    } catch (RuntimeException e) {
      Connections.closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * Opens the database for reading and brings its schema up to date. Where the file is absent,
   * opens an empty database in memory and creates nothing on the disk.
   *
   * @throws DatabaseUnusable as {@link #open}
   */
  public static Database openForReading(Path path, Schema schema, DatabaseListener listener) {
    Path file = DatabasePath.resolve(path);
    if (Files.notExists(file)) {
      return connect(file, Connections.MEMORY_URL, schema, listener, Database::bringUpToDate);
    }
    return connectForReading(file, schema, listener, Database::bringUpToDate);
  }

  /**
   * Opens an existing database for reading and changes nothing in it, not even its schema.
   *
   * @throws DatabaseUnusable as {@link #open}, and if an older tsr made it
   */
  public static Database openUnchanged(Path path, Schema schema) {
    Path file = DatabasePath.resolve(path);
    return connectForReading(file, schema, DatabaseListener.NONE, Database::checkUpToDate);
  }

  /**
   * Opens an existing database for reading as {@link #openUnchanged} does, but also one that an
   * older tsr, or the program before it, made.
   */
  public static Database openOfAnyVersion(Path path, Schema schema) {
    Path file = DatabasePath.resolve(path);
    return connectForReading(file, schema, DatabaseListener.NONE, Database::checkOwner);
  }

  /** A full disk, where SQLite cannot create the files of its locks, has no writer either. */
  private static Database connectForReading(
      Path file, Schema schema, DatabaseListener listener, SchemaCheck check) {
    DatabaseFile.check(file, schema);
    String url =
        DatabaseFile.isImmutable(file) ? Connections.immutableUrl(file) : Connections.url(file);
    try {
      return connect(file, url, schema, listener, check);
    } catch (DatabaseUnusable e) {
      if (!DatabaseFailure.isFullDisk(e.getCause()) || !DatabaseFile.isUnchangedBeside(file)) {
        throw e;
      }
      return connect(file, Connections.immutableUrl(file), schema, listener, check);
    }
  }

  /**
   * Whether the database's file can be written, and its folder, where SQLite creates files, too.
   *
   * @param file an existing file, as {@link DatabasePath#resolve} gave it
   */
  public static boolean isWritable(Path file) {
    return DatabaseFile.isWritable(file);
  }

  /** Loads SQLite's native library, which takes a while: for another thread, ahead of a use. */
  public static void preload() {
    Connections.preload();
  }

  /** Brings the schema up to date, or refuses an older one, after the file was opened. */
  @FunctionalInterface
  private interface SchemaCheck {
    void of(Database database, String url) throws SQLException;
  }

  private void bringUpToDate(String url) throws SQLException {
    new Migrations(file, sql, schema, listener).run(this);
    isUpToDate = true;
    if (url.equals(Connections.url(file))) {
      useWriteAheadLog();
      transactions.watch(file);
    }
  }

  private void checkUpToDate(String url) throws SQLException {
    new Migrations(file, sql, schema, listener).checkNewest();
  }

  private void checkOwner(String url) throws SQLException {
    new Migrations(file, sql, schema, listener).version();
  }

  private static Database connect(
      Path file, String url, Schema schema, DatabaseListener listener, SchemaCheck check) {
    return Connections.open(
        file,
        url,
        connection -> {
          Database database = new Database(file, connection, schema, listener);
          Connections.cancelOnInterrupt(connection, () -> false); // a migration is rolled back
          check.of(database, url);
          Connections.cancelOnInterrupt(connection, database.transactions::isWriting);
          return database;
        });
  }

  /** With the log readers never wait for a writer. The file keeps this mode, its copies do not. */
  private void useWriteAheadLog() throws SQLException {
    if (!sql.text("PRAGMA journal_mode").equals("wal")) {
      sql.text("PRAGMA journal_mode = WAL");
    }
  }

  /** Whether it has the newest schema. */
  public boolean isNewest() {
    return query(sql -> sql.number("PRAGMA user_version")) == schema.version();
  }

  /** The real path of the database. After {@link #openForReading} the file need not exist. */
  public Path file() {
    return file;
  }

  /** Runs one query. */
  public <T> T query(Work<T> work) {
    try {
      return work.with(sql);
    } catch (SQLException e) {
      throw failure(DatabaseFailure.of(file, e));
    }
  }

  /** Runs several queries on one state. In a transaction they see the changes made so far. */
  public <T> T snapshot(Work<T> work) {
    return transactions.isOpen() ? query(work) : transaction(Transactions.Kind.READING, work);
  }

  /** Makes all changes or none, in one transaction. Joins the transaction that is open already. */
  public <T> T write(Work<T> work) {
    return transactions.isWriting()
        ? query(work)
        : transaction(
            Transactions.Kind.WRITING,
            sql -> {
              T result = work.with(sql);
              if (isUpToDate) {
                schema.complete(sql);
              }
              return result;
            });
  }

  /** As {@link #write}, without a result. */
  public void change(Change change) {
    write(
        sql -> {
          change.with(sql);
          return true;
        });
  }

  /**
   * As {@link #change}, for many statements that change a few rows each: what SQLite needs to take
   * back one of them it keeps in memory, and not in a temporary file, to which it would write each
   * page that a statement changes. A statement that changes many rows takes as much memory as their
   * pages. Temporary tables are deleted, before and after.
   */
  public void changeInSmallSteps(Change change) {
    query(sql -> sql.update("PRAGMA temp_store = MEMORY"));
    try {
      change(change);
    } finally {
      query(sql -> sql.update("PRAGMA temp_store = DEFAULT"));
    }
  }

  /** As {@link #change}, but does nothing where the database cannot be written. */
  public void changeIfWritable(Change change) {
    if (isWritable(file)) {
      change(change);
    }
  }

  private <T> T transaction(Transactions.Kind kind, Work<T> work) {
    try {
      return transactions.run(kind, work);
    } catch (SQLException e) {
      throw failure(DatabaseFailure.of(file, e));
    } catch (DatabaseUnusable | DatabaseFault e) {
      throw failure(e);
    }
  }

  /** The exception to throw for a failure. */
  private RuntimeException failure(RuntimeException failure) {
    hasFailed = true;
    if (transactions.isOpen()) {
      return failure;
    }
    return DatabaseFailure.isIndexDamage(failure.getCause())
        ? afterRepair(failure)
        : DatabaseFailure.withSchema(failure, file, schema, sql);
  }

  /** Rebuilds the damaged search index; the work that failed because of it is not repeated. */
  private DatabaseUnusable afterRepair(RuntimeException failure) {
    try {
      transactions.run(
          Transactions.Kind.WRITING,
          sql -> {
            schema.rebuildIndexes(sql);
            return true;
          });
      return new DatabaseUnusable(
          file,
          "its search index was damaged and has been rebuilt; run the command again",
          failure);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return new DatabaseUnusable(
          file,
          "its search index is damaged and cannot be rebuilt ("
              + e.getMessage()
              + "); restore a copy of the database, or move it away and scan again",
          failure);
    }
  }

  /**
   * Has something done before the database is closed, unless something failed or the thread is
   * interrupted by then.
   */
  public Database endingWith(Consumer<Database> last) {
    ending = last;
    return this;
  }

  @Override
  public void close() {
    try {
      if (!hasFailed && !Thread.currentThread().isInterrupted()) {
        ending.accept(this);
      }
    } finally {
      closeConnection();
    }
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DatabaseFailure.of(file, e);
    }
  }
}
