package dev.tensors.tsr.catalog;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** The database cannot be used at all; the message says why and what to do, in one line. */
public final class DatabaseUnusable extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String NOT_WRITABLE =
      "may not be written; check its permissions, and those of its folder and of the files beside"
          + " it";

  DatabaseUnusable(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }

  DatabaseUnusable(Path file, String reason) {
    this(file, reason, null);
  }

  static DatabaseUnusable notWritable(Path file) {
    return new DatabaseUnusable(file, NOT_WRITABLE);
  }

  static DatabaseUnusable of(Path file, SQLException e) {
    return new DatabaseUnusable(file, reason(e), e);
  }

  private static String reason(SQLException e) {
    // Extended codes hold the primary one in their lowest byte.
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "locked by another process for longer than "
              + Database.BUSY_TIMEOUT.toSeconds()
              + " s; try again when that one has ended";
      case SQLITE_CORRUPT ->
          "damaged (" + code.message + "); restore a copy of it, or move it away and scan anew";
      case SQLITE_NOTADB -> "not an SQLite database; name another file with --db";
      case SQLITE_FULL -> "the disk is full; make room and run the command again";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> NOT_WRITABLE;
      case SQLITE_CANTOPEN -> "cannot be opened; check that its folder exists and is writable";
      case SQLITE_IOERR -> "cannot be read or written (" + e.getMessage() + "); check the disk";
      default -> e.getMessage();
    };
  }
}
