package dev.tensors.tsr.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A change of a database in the middle of which a program was killed. */
public final class CrashedChange {

  private CrashedChange() {}

  /** Leaves the file changed in part, and beside it the journal that undoes that. */
  public static void leave(Path database, String change) throws IOException {
    Path changing = Files.move(database, database.resolveSibling("changing.db"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + changing);
        var statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA cache_size = 1");
      connection.setAutoCommit(false);
      statement.executeUpdate(change);
      statement.executeUpdate("CREATE TEMP TABLE own (x)"); // writes nothing into the file
      Files.copy(
          changing.resolveSibling("changing.db-journal"),
          database.resolveSibling(database.getFileName() + "-journal"));
      Files.copy(changing, database);
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Files.delete(changing);
  }
}
