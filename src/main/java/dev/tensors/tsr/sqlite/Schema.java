package dev.tensors.tsr.sqlite;

import java.sql.SQLException;

/** What one kind of database holds, how it is marked, and how it is made. */
public interface Schema {

  /** SQLite's application_id, which tells it from any other program's database. */
  int applicationId();

  /** The number of its newest migration; they count from 1. It stands in user_version. */
  int version();

  /** The SQL of a migration. */
  String script(int number);

  /** The program that came before this one, whose databases are taken over. */
  Predecessor predecessor();

  /** Within a transaction: makes the full-text indexes anew from the tables that they index. */
  void rebuildIndexes(Sql sql) throws SQLException;
}
