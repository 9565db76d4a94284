package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/** Rebuilds a damaged search index. The work that failed because of it is not repeated. */
record IndexRepair(Path file, Schema schema, Sql sql, Transactions transactions) {

  /** Rebuilds the index after a failure, and says whether that succeeded. */
  DatabaseUnusable after(RuntimeException failure) {
    try {
      transactions.run(
          Transactions.Kind.WRITING,
          sql -> {
            schema.rebuildIndexes(sql);
            return true;
          });
      return new DatabaseUnusable(
          file,
          "its search index was damaged and has been rebuilt; run the command again",
          failure);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return new DatabaseUnusable(
          file,
          "its search index is damaged and cannot be rebuilt ("
              + e.getMessage()
              + "); restore a copy of the database, or move it away and scan again",
          failure);
    }
  }
}
