package dev.tensors.tsr.sqlite;

import java.nio.file.Path;

/** SQLite refused a statement that this program should not have given it: the program is wrong. */
public final class DatabaseFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DatabaseFault(Path file, Throwable cause) {
    super(file + ": " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return getMessage(); // what SQLite said is what there is to report
  }
}
