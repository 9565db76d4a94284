package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;

/** Copies a database, with what is still in the log beside it. */
final class DatabaseCopy {

  private DatabaseCopy() {}

  /**
   * Makes a copy through a connection of its own: the caller's may hold the lock that keeps other
   * writers out. An earlier copy stays until there is a whole new one.
   */
  static void make(Path file, Path copy, DatabaseListener listener) throws SQLException {
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      listener.copying(file, Files.size(file), copy);
      try (Connection reader = Connections.open(Connections.url(file))) {
        Connections.heedInterruption(reader, () -> false);
        Files.deleteIfExists(unfinished);
        new Sql(reader).update("VACUUM INTO ?", unfinished.toString());
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "the copy " + copy + " cannot be made; it stays as it is", e);
    }
  }
}
