package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** A legacy program, whose databases are upgraded with all their rows. */
public interface LegacyProgram {

  /** Whether it made a database that has neither version nor application id. */
  boolean recognizes(Sql sql) throws SQLException;

  /** Its tables and views that the new schema replaces; names in lower case. */
  Set<String> replacedNames();

  /**
   * Drops the replaced tables and views.
   *
   * @return the indexes and triggers of these tables that a user added
   */
  List<UserObjects.UserObject> dropReplaced(Sql sql) throws SQLException;

  /**
   * The schema version to which the rows are copied. Later migrations then change these rows as
   * they change a database of that version.
   */
  int targetVersion();

  /**
   * Copies the rows into the new tables, in the transaction that dropped the old ones.
   *
   * @param copy the database as it was
   * @param listener is told of rows that cannot be copied
   */
  void copyRows(Sql sql, Path copy, DatabaseListener listener) throws SQLException;

  /** Detaches the copy, which SQLite can do only after the transaction. */
  void detachCopy(Sql sql) throws SQLException;
}
