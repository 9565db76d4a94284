package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The transactions of one connection, one at a time. */
final class Transactions {

  /** Whether a transaction writes. */
  enum Kind {
    /** Reads one state of the database, whatever other processes write. */
    READING("BEGIN"),
    /** Keeps other writers out from its start. */
    WRITING("BEGIN IMMEDIATE");

    private final String begin;

    Kind(String begin) {
      this.begin = begin;
    }
  }

  private final Sql sql;

  /** Null: no transaction is open. */
  private @Nullable Kind open;

  /** Null: the database is in memory, or its file is not watched yet. */
  private @Nullable Path file;

  private @Nullable Object identity;

  Transactions(Sql sql) {
    this.sql = sql;
  }

  /** From now on, a change fails if the file was deleted or replaced. */
  void watch(Path file) {
    this.file = file;
    this.identity = DatabaseFile.identity(file);
  }

  boolean isOpen() {
    return open != null;
  }

  boolean isWriting() {
    return open == Kind.WRITING;
  }

  /**
   * Runs a transaction, and rolls it back if anything is thrown.
   *
   * @throws Interrupted if the thread was interrupted while another process held the database
   * @throws DatabaseUnusable if the database's file was deleted or replaced
   */
  <T> T run(Kind kind, Database.Work<T> work) throws SQLException {
    if (open != null) {
      throw new IllegalStateException("a change within a read transaction");
    }
    sql.update(kind.begin);
    open = kind;
    try {
      T result = work.with(sql);
      sql.update("COMMIT");
      if (kind == Kind.WRITING) {
        checkFile();
      }
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      sql.rollBack(e);
      throw e;
    } finally {
      open = null;
    }
  }

  /** SQLite goes on writing into a deleted file, which vanishes when it is closed. */
  private void checkFile() {
    if (file != null && identity != null && !identity.equals(DatabaseFile.identity(file))) {
      DatabaseUnusable gone =
          new DatabaseUnusable(
              file,
              "was deleted or replaced while in use, and the changes are lost; run the command"
                  + " again");
      emptyLog(gone);
      throw gone;
    }
  }

  /** The next process to open a file of this name would apply the log to it. */
  private void emptyLog(DatabaseUnusable reason) {
    try {
      sql.text("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
