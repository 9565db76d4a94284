package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Repeats statements while other processes lock the database, in steps: an interruption of the
 * thread ends the wait after a step.
 */
final class LockWait {

  /** A single statement, which can be made again. */
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
   * Repeats an attempt until the database is not locked, for {@link #LIMIT} at most.
   *
   * @throws Interrupted if the thread was interrupted while another process held the database
   */
  static <T> T waitFor(Attempt<T> attempt) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (!isRetryable(e) || System.nanoTime() - start > LIMIT.toNanos()) {
          throw e;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new Interrupted();
        }
        LockSupport.parkNanos(PAUSE_NS); // SQLite itself does not wait for some locks
      }
    }
  }

  /** A transaction that has read an older state can never write, however long it waits. */
  private static boolean isRetryable(SQLException e) {
    boolean isOutdated =
        e instanceof SQLiteException sqlite
            && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT;
    return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code && !isOutdated;
  }
}
