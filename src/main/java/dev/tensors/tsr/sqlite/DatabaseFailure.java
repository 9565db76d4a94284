package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells from SQLite's error whether the database cannot be used, or the program is at fault. */
final class DatabaseFailure {

  private DatabaseFailure() {}

  /** A {@link DatabaseUnusable}, a {@link DatabaseFault}, or a {@link WaitInterrupted}. */
  static RuntimeException of(Path file, SQLException e) {
    if (code(e) == SQLiteErrorCode.SQLITE_INTERRUPT) {
      return new WaitInterrupted();
    }
    String reason = reason(e);
    return reason == null ? new DatabaseFault(file, e) : new DatabaseUnusable(file, reason, e);
  }

  /** Null if nothing but the program is to blame. */
  private static String reason(SQLException e) {
    // Extended codes hold the primary one in their lowest byte.
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          "locked by another process for longer than "
              + LockWait.LIMIT.toSeconds()
              + " s; try again when that one has ended";
      case SQLITE_CORRUPT ->
          isIndexDamage(e)
              ? "its search index is damaged"
              : "damaged ("
                  + code.message
                  + "); restore a copy of it, or move it away and scan anew";
      case SQLITE_NOTADB -> "not an SQLite database; name another file with --db";
      case SQLITE_FULL -> "the disk is full; make room and run the command again";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> DatabaseUnusable.NOT_WRITABLE;
      case SQLITE_CANTOPEN -> "cannot be opened; check that its folder exists and is writable";
      case SQLITE_IOERR -> "cannot be read or written (" + e.getMessage() + "); check the disk";
      case SQLITE_NOMEM -> "needs more memory than there is";
      case SQLITE_CONSTRAINT ->
          code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER
              ? "a trigger in it refuses the change (" + e.getMessage() + "); see your own triggers"
              : null;
      default -> null;
    };
  }

  /** Whether a full-text index is damaged, and not the tables that it indexes. */
  static boolean isIndexDamage(Throwable e) {
    return e instanceof SQLException sql && code(sql) == SQLiteErrorCode.SQLITE_CORRUPT_VTAB;
  }

  /** The extended code; the primary one where there is none. */
  static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.getErrorCode(e.getErrorCode());
  }
}
