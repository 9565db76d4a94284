package dev.tensors.tsr.sqlite;

import java.nio.file.Path;

/** SQLite refused a statement: this program has a fault. */
public final class DatabaseFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DatabaseFault(Path file, Throwable cause) {
    super(file + ": " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage()); // without the name of this class
  }
}
