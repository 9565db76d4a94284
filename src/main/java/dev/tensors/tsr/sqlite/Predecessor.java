package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** A program whose databases become ones of this program, with everything in them. */
public interface Predecessor {

  /** Whether an unmarked database is one of that program. */
  boolean isIn(Sql sql) throws SQLException;

  /** Its tables and views that the new schema takes the place of, in lower case. */
  Set<String> replaced();

  /** Drops them. */
  void clear(Sql sql) throws SQLException;

  /**
   * After how many migrations the new schema is filled. The later ones change its rows, too, as
   * they do in an older database of this program.
   */
  int schemaVersion();

  /**
   * Within the same transaction: fills the new schema.
   *
   * @param copy of the database as it was
   * @param own restores what a user had put on the tables that were dropped
   */
  void fill(Sql sql, Path copy, UserObjects own) throws SQLException;

  /** After the transaction. */
  void end(Sql sql) throws SQLException;
}
