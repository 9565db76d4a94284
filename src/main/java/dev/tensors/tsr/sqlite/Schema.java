package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schema of one kind of database: its marks, its migrations, its indexes. */
public interface Schema {

  /** A legacy program, whose databases are upgraded with all their rows. */
  interface LegacyProgram {

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

  /** SQLite's application_id, which distinguishes its databases from those of other programs. */
  int applicationId();

  /** The number of the newest migration, from 1; stored as user_version. */
  int version();

  /**
   * The names of all its views, each with the hash code of its definition; 0 for one that the
   * program itself does not read.
   */
  Map<String, Integer> views();

  /** The SQL of a migration. */
  String script(int number);

  /** The legacy program whose databases are upgraded. */
  LegacyProgram legacyProgram();

  /**
   * Completes what the triggers of the newest schema leave to the program. Is called at the end of
   * each transaction that writes, and of the migration to the newest schema.
   */
  void complete(Sql sql) throws SQLException;

  /** Rebuilds the full-text indexes from their tables, within a transaction. */
  void rebuildIndexes(Sql sql) throws SQLException;
}
