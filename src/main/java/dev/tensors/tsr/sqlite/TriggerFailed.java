package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** A statement failed because of a trigger. */
final class TriggerFailed extends SQLException {

  private static final long serialVersionUID = 1;

  private static final List<SQLiteErrorCode> POSSIBLE =
      List.of(
          SQLiteErrorCode.SQLITE_ERROR,
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_AUTH,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_TOOBIG);

  private final String trigger;

  private TriggerFailed(String trigger, SQLException failure) {
    super(failure.getMessage(), failure);
    this.trigger = trigger;
  }

  /** The trigger's name. */
  String trigger() {
    return trigger;
  }

  /**
   * The failure itself, or one that names the trigger that caused it. SQLite does not tell which
   * one it was, so the change is made again with each of them alone, and undone.
   */
  static SQLException of(SQLException failure, Sql sql, LockWait.Attempt<?> change) {
    if (!POSSIBLE.contains(SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff))) {
      return failure;
    }
    try {
      List<String> triggers =
          sql.list(
              "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY rowid DESC",
              row -> row.getString(1));
      if (triggers.isEmpty() || fails(sql, triggers, null, change)) {
        return failure;
      }
      for (String trigger : triggers) {
        if (fails(sql, triggers, trigger, change)) {
          return new TriggerFailed(trigger, failure);
        }
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static boolean fails(
      Sql sql, List<String> triggers, @Nullable String kept, LockWait.Attempt<?> change)
      throws SQLException {
    sql.script("SAVEPOINT trigger_search");
    try {
      for (String trigger : triggers) {
        if (!trigger.equals(kept)) {
          sql.script("DROP TRIGGER main." + Sql.quoted(trigger));
        }
      }
      change.make();
      return false;
    } catch (SQLException e) {
      return true;
    } finally {
      undo(sql);
    }
  }

  private static void undo(Sql sql) throws SQLException {
    try {
      sql.script("ROLLBACK TO trigger_search");
    } catch (SQLException e) {
      return; // the trigger has rolled everything back
    }
    sql.script("RELEASE trigger_search");
  }
}
