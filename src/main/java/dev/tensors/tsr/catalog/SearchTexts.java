package dev.tensors.tsr.catalog;

import java.sql.SQLException;

/** The models' texts for search, which triggers make anew with each row that changes. */
final class SearchTexts {

  /** What changes rows. */
  @FunctionalInterface
  interface Changes {
    void make() throws SQLException;
  }

  private SearchTexts() {}

  /** Within a transaction: makes each text once, after all changes. */
  static void makeAfter(Sql sql, Changes changes) throws SQLException {
    sql.update("INSERT INTO model_search_later VALUES (0)");
    changes.make();
    sql.update("DELETE FROM model_search_later WHERE model_id = 0");
    sql.update("INSERT INTO model_search_stale SELECT model_id FROM model_search_later");
    sql.update("DELETE FROM model_search_later");
  }
}
