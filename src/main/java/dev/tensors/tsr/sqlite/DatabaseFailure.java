package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns SQLite's errors into exceptions: the database is unusable, or the program has a fault. */
public final class DatabaseFailure {

  /** SQLite refused a statement: this program has a fault. */
  public static final class DatabaseFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatabaseFault(Path file, Throwable cause) {
      super(file + ": " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
      return String.valueOf(getMessage()); // without the name of this class
    }
  }

  static final String RESTORE = "restore a copy of it, or move it away and scan again";

  private static final String TOO_LARGE =
      " larger than " + (Connections.LARGEST_ROW >> 20) + " MiB, which tsr never writes; ";

  private static final String FULL = "the disk is full; make room and run the command again";

  private static final String COLUMNS =
      """
      SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
      """;

  private DatabaseFailure() {}

  /** A {@link DatabaseUnusable}, a {@link DatabaseFault}, or a {@link Interrupted}. */
  static RuntimeException of(Path file, SQLException e) {
    if (code(e) == SQLiteErrorCode.SQLITE_INTERRUPT) {
      return new Interrupted();
    }
    String reason =
        e instanceof TriggerFailed failed
            ? "the trigger %s fails (%s); correct or drop it"
                .formatted(failed.trigger(), e.getMessage())
            : reason(e);
    return reason == null ? new DatabaseFault(file, e) : new DatabaseUnusable(file, reason, e);
  }

  static boolean isLocked(SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> true;
      default -> false;
    };
  }

  /** Why the database is unusable; null if the program has a fault. */
  private static @Nullable String reason(SQLException e) {
    // Extended codes hold the primary one in their lowest byte.
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    if (isLocked(e)) {
      return "locked by another process for longer than "
          + LockWait.LIMIT.toSeconds()
          + " s; try again when that process has ended";
    }
    return switch (code) {
      case SQLITE_CORRUPT ->
          isIndexDamage(e)
              ? "its search index is damaged"
              : "damaged (" + code.message + "); " + RESTORE;
      case SQLITE_NOTADB -> "not an SQLite database; name another file with --db";
      case SQLITE_FULL -> FULL;
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> DatabaseUnusable.NOT_WRITABLE;
      case SQLITE_CANTOPEN -> "cannot be opened; check that its folder exists and is writable";
      case SQLITE_IOERR ->
          isFullDisk(e)
              ? FULL
              : "cannot be read or written (" + e.getMessage() + "); check the disk";
      case SQLITE_NOMEM -> "needs more memory than is free; end other programs";
      case SQLITE_TOOBIG -> "a row is" + TOO_LARGE + RESTORE;
      default -> null;
    };
  }

  /** What another program did to the schema; the failure itself if that is as it should be. */
  static RuntimeException withSchema(RuntimeException failure, Path file, Schema schema, Sql sql) {
    boolean isTrigger = failure.getCause() instanceof TriggerFailed;
    if (isTooLarge(failure.getCause())) {
      return withColumn(failure, file, sql);
    }
    if (!isTrigger && !(failure instanceof DatabaseFault)) {
      return failure;
    }
    try {
      String fault = SchemaFault.missing(schema, sql);
      if (fault == null) {
        fault = SchemaFault.missingColumn(schema, sql);
      }
      if (fault == null) {
        fault = SchemaFault.missingTrigger(schema, sql);
      }
      if (fault == null && !isTrigger) {
        fault = SchemaFault.changed(schema, sql);
        fault = fault == null ? null : fault + " (" + cause(failure) + ")";
      }
      String trigger = fault == null && !isTrigger ? SchemaFault.addedTrigger(schema, sql) : null;
      if (trigger != null) {
        return new DatabaseUnusable(
            file,
            "a change fails (%s), perhaps because of the trigger %s; correct or drop it"
                .formatted(cause(failure), trigger),
            failure.getCause());
      }
      return fault == null
          ? failure
          : new DatabaseUnusable(file, fault + "; " + RESTORE, failure.getCause());
    } catch (SQLException e) {
      return new DatabaseUnusable(
          file, "its schema cannot be read (" + e.getMessage() + "); " + RESTORE, failure);
    }
  }

  private static boolean isTooLarge(@Nullable Throwable e) {
    return e instanceof SQLException sql && code(sql) == SQLiteErrorCode.SQLITE_TOOBIG;
  }

  /** Names the column with such a text; a row can be too large without one. */
  private static RuntimeException withColumn(RuntimeException failure, Path file, Sql sql) {
    try {
      for (String[] column :
          sql.list(COLUMNS, row -> new String[] {row.getString(1), row.getString(2)})) {
        String longest =
            "SELECT max(octet_length(%s)) FROM %s"
                .formatted(Sql.quoted(column[1]), Sql.quoted(column[0]));
        if (sql.number(longest) > Connections.LARGEST_ROW) {
          return new DatabaseUnusable(
              file,
              "a text in the column %s of %s is%sshorten or delete it by SQL"
                  .formatted(column[1], column[0], TOO_LARGE),
              failure.getCause());
        }
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static @Nullable String cause(RuntimeException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? null : cause.getMessage();
  }

  /** Whether a full-text index is damaged; its tables are not. */
  static boolean isIndexDamage(@Nullable Throwable e) {
    return e instanceof SQLException sql && code(sql) == SQLiteErrorCode.SQLITE_CORRUPT_VTAB;
  }

  /**
   * Whether a full disk keeps SQLite from creating the file with the index of the log, which
   * readers need, too.
   */
  static boolean isFullDisk(@Nullable Throwable e) {
    return e instanceof SQLException sql && code(sql) == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
  }

  /** The extended error code, else the primary one. */
  static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.getErrorCode(e.getErrorCode());
  }
}
