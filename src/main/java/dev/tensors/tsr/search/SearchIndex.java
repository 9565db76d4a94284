package dev.tensors.tsr.search;

import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;

/**
 * The index {@code model_search}. Texts that someone's SQL has left unfolded in it are read beside
 * it, from a temporary index: a search may not be able to write, and waits for no writer.
 *
 * @param isWhole whether no text is beside it
 */
record SearchIndex(boolean isWhole) {

  private static final String BESIDE = "model_search_beside";

  private static final String MATCHING = "SELECT rowid AS id FROM %1$s WHERE %1$s MATCH ?";

  static SearchIndex of(Sql sql) throws SQLException {
    boolean isWhole = sql.number("SELECT EXISTS (SELECT 1 FROM model_search_unfolded)") == 0;
    if (!isWhole) {
      sql.script(
          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.%s USING fts5 (%s, tokenize = 'trigram')"
              .formatted(BESIDE, SearchTexts.COLUMNS));
      String left =
          SearchTexts.UNFOLDED
              + " WHERE model_id NOT IN (SELECT id FROM temp.%s_content)".formatted(BESIDE);
      for (long model : sql.numbers(left)) {
        SearchTexts.fold(sql, model, "temp." + BESIDE);
      }
    }
    return new SearchIndex(isWhole);
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
            .formatted(SearchTexts.UNFOLDED, BESIDE);
  }
}
