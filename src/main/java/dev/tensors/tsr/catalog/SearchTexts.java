package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;

/** The texts in the search index. Triggers update them after each change of a row. */
final class SearchTexts {

  /** Changes to rows of models. */
  @FunctionalInterface
  interface Changes {
    void make() throws SQLException;
  }

  private SearchTexts() {}

  /** Within a transaction: updates the texts of each model once, after all changes. */
  static void updateAfter(Sql sql, Changes changes) throws SQLException {
    sql.update("INSERT INTO model_search_later VALUES (0)");
    changes.make();
    sql.update("DELETE FROM model_search_later WHERE model_id = 0");
    sql.update("INSERT INTO model_search_stale SELECT model_id FROM model_search_later");
    sql.update("DELETE FROM model_search_later");
  }

  /** Within a transaction: creates the index again, with all its texts. */
  static void rebuild(Sql sql) throws SQLException {
    String definition = sql.text("SELECT sql FROM sqlite_schema WHERE name = 'model_search'");
    sql.script("DROP TABLE model_search");
    sql.script(definition);
    sql.update(
        """
        INSERT INTO model_search (rowid, name, creator, tags, words, versions, files)
        SELECT id, name, creator, tags, words, versions, files FROM v_model_search
        """);
    sql.update("DELETE FROM model_search_later");
  }
}
