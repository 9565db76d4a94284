package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/** The transactions of one connection, one at a time. */
final class Transactions {

  /** What a transaction may do. */
  enum Kind {
    /** Sees one state, whatever other processes write. */
    READING("BEGIN"),
    /** Keeps other writers out from its start. */
    WRITING("BEGIN IMMEDIATE");

    private final String begin;

    Kind(String begin) {
      this.begin = begin;
    }
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private final Sql sql;

  /** Null: none is open. */
  private Kind open;

  /** Null: the database is in memory, or its file is not watched yet. */
  private Path file;

  private Object identity;

  Transactions(Sql sql) {
    this.sql = sql;
  }

  /** From now on no change succeeds once the file was deleted, or another one took its place. */
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
   * Runs a transaction, and undoes it if anything is thrown.
   *
   * @throws WaitInterrupted if the thread was interrupted while another process held the database
   * @throws DatabaseUnusable if the database's file is no longer there
   */
  <T> T run(Kind kind, Work<T> work) throws SQLException {
    if (open != null) {
      throw new IllegalStateException("a change within a snapshot, which is only read");
    }
    sql.update(kind.begin);
    open = kind;
    try {
      T result = work.run();
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

  /**
   * SQLite itself goes on with a file that has no name any more, and is gone with its last user.
   */
  private void checkFile() {
    if (identity != null && !identity.equals(DatabaseFile.identity(file))) {
      DatabaseUnusable gone =
          new DatabaseUnusable(
              file,
              "was deleted or replaced by another file while it was used, and what was recorded is"
                  + " lost with it; run the command again");
      emptyLog(gone);
      throw gone;
    }
  }

  /** The log bears the name of the file, and whoever opened the new one would apply it to that. */
  private void emptyLog(DatabaseUnusable reason) {
    try {
      sql.text("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
