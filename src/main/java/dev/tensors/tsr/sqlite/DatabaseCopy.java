package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;

/** Copies a database, with the changes that are still in its write-ahead log. */
final class DatabaseCopy {

  private DatabaseCopy() {}

  /**
   * Makes a copy over a connection of its own, since the caller's may hold the write lock. Replaces
   * an earlier copy once the new one is complete.
   */
  static void make(Path file, Path copy, DatabaseListener listener) throws SQLException {
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      listener.copying(file, Files.size(file), copy);
      try (Connection reader = Connections.open(Connections.url(file))) {
        Connections.cancelOnInterrupt(reader, () -> false);
        Files.deleteIfExists(unfinished);
        new Sql(reader).update("VACUUM INTO ?", unfinished.toString());
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "cannot be copied to " + copy + ", and was not changed; check its folder", e);
    }
  }
}
