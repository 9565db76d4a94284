package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Waits for other processes that hold a database, in steps: between two steps an interruption of
 * the thread ends the wait.
 */
final class LockWait {

  /**
   * A statement that may find the database locked. It is made again, so it must be a single one.
   */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws SQLException;
  }

  static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long SQLite itself waits for a lock, in milliseconds: one step. */
  static final int STEP_MS = 200;

  private static final long PAUSE_NS = 1_000_000;

  private LockWait() {}

  /**
   * Makes attempts until one does not find the database locked, for {@link #LIMIT} at most.
   *
   * @throws WaitInterrupted if the thread was interrupted while another process held the database
   */
  static <T> T waitFor(Attempt<T> attempt) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (!isWorthWaiting(e) || System.nanoTime() - start > LIMIT.toNanos()) {
          throw e;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new WaitInterrupted();
        }
        LockSupport.parkNanos(PAUSE_NS); // some locks SQLite does not wait for
      }
    }
  }

  /** A transaction that read an older state never gets to write, however long it waits. */
  private static boolean isWorthWaiting(SQLException e) {
    boolean isOutdated =
        e instanceof SQLiteException sqlite
            && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT;
    return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code && !isOutdated;
  }
}
