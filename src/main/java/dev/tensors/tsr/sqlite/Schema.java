package dev.tensors.tsr.sqlite;

import java.sql.SQLException;
import java.util.Map;

/** The schema of one kind of database: its marks, its migrations, its indexes. */
public interface Schema {

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
