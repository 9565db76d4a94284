package dev.tensors.tsr.search;

import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;

/**
 * The index {@code model_search}. Texts that someone's SQL has left unfolded in it are read beside
 * it, from a temporary index: a search may not be able to write, and waits for no writer.
 *
 * @param isWhole whether no text is beside it
 */
record SearchIndex(boolean isWhole) {

  /** Folding more texts for each search would take longer than storing them once. */
  private static final int MOST_BESIDE = 1_000;

  private static final String BESIDE = "model_search_beside";

  private static final String LEFT = "SELECT model_id FROM model_search_unfolded";

  private static final String MATCHING = "SELECT rowid AS id FROM %1$s WHERE %1$s MATCH ?";

  /** Stores folded texts, if they are so many that searches would be slow, and if it can. */
  static void foldMany(Database database) {
    long left =
        database.query(
            sql -> sql.number("SELECT count(*) FROM (" + LEFT + " LIMIT ?)", MOST_BESIDE + 1));
    if (left <= MOST_BESIDE) {
      return;
    }
    try {
      database.changeIfWritable(sql -> {}); // each change does
    } catch (DatabaseUnusable e) {
      // Another program is writing, and the texts are read beside the index.
    }
  }

  static SearchIndex of(Sql sql) throws SQLException {
    var left = sql.list(LEFT, row -> row.getLong(1));
    if (!left.isEmpty()) {
      sql.script(
          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.%s USING fts5 (%s, tokenize = 'trigram')"
              .formatted(BESIDE, SearchTexts.COLUMNS));
      for (long model : left) {
        SearchTexts.fold(sql, model, "temp." + BESIDE);
      }
    }
    return new SearchIndex(left.isEmpty());
  }

  /** SQL: selects the row ids that match a query, which has {@link #values}. */
  String matching() {
    String inIndex = MATCHING.formatted("model_search");
    return isWhole ? inIndex : inIndex + " UNION " + MATCHING.formatted(BESIDE);
  }

  /**
   * SQL: selects the row id, if it matches.
   *
   * @param id SQL
   */
  String matching(String id) {
    return MATCHING.formatted("model_search") + " AND rowid = " + id;
  }

  Object[] values(String query) {
    return isWhole ? new Object[] {query} : new Object[] {query, query};
  }

  /** SQL: the stored texts, c0 and so on, by the id of their row. */
  String content() {
    return isWhole
        ? "model_search_content"
        : "(SELECT * FROM main.model_search_content WHERE id NOT IN (%s) UNION ALL SELECT * FROM temp.%s_content)"
            .formatted(LEFT, BESIDE);
  }
}
