package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database cannot be used. The message says why and what to do, in one line. */
public final class DatabaseUnusable extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final String NOT_WRITABLE =
      "cannot be written; check its permissions, and those of its folder and of the files beside"
          + " it";

  public DatabaseUnusable(Path file, String reason, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
  }

  private DatabaseUnusable(String message, DatabaseUnusable cause) {
    super(message, cause.getCause());
  }

  /** Whether another process locked the database for too long. */
  public boolean isLocked() {
    return getCause() instanceof SQLException e && DatabaseFailure.isLocked(e);
  }

  /** The same for a database that an argument names, and no option. */
  public DatabaseUnusable ofArgument() {
    return new DatabaseUnusable(String.valueOf(getMessage()).replace(" with --db", ""), this);
  }

  public DatabaseUnusable(Path file, String reason) {
    this(file, reason, null);
  }
}
