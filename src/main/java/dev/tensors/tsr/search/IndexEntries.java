package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of the index {@code model_search}, each of three characters. A text of one or two
 * characters is found by the entries that begin with it.
 */
final class IndexEntries {

  /**
   * Some entries.
   *
   * @param occurrences how often they occur in all texts; a query for them takes time in proportion
   */
  record Entries(List<String> texts, long occurrences) {}

  /** A query for entries that occur more often takes longer than reading all texts. */
  static final long MOST_OCCURRENCES = 1_000_000;

  /** SQLite parses a query of this many entries in some milliseconds. */
  static final int MOST_ENTRIES = 1_000;

  private static final String TABLE =
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.model_search_entries
      USING fts5vocab ('main', 'model_search', 'row')
      """;

  private static final String BEGINNING =
      "SELECT term, cnt FROM temp.model_search_entries WHERE term >= ? AND term < ? ORDER BY term";

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final Sql sql;

  /** Entries by the text with which they begin. */
  private final Map<String, Entries> known = new HashMap<>();

  IndexEntries(Sql sql) {
    this.sql = sql;
  }

  /**
   * The entries that begin with a text; of those that are too many or occur too often only the
   * first ones, and one more.
   */
  Entries beginningWith(String text) throws SQLException {
    Entries entries = known.get(text);
    if (entries == null) {
      entries = read(text);
      known.put(text, entries);
    }
    return entries;
  }

  private Entries read(String text) throws SQLException {
    if (known.isEmpty()) {
      sql.script(TABLE);
    }
    List<String> texts = new ArrayList<>();
    long[] occurrences = {0};
    sql.every(
        BEGINNING,
        row -> Map.entry(row.getString(1), row.getLong(2)),
        entry -> {
          texts.add(entry.getKey());
          occurrences[0] += entry.getValue();
          return occurrences[0] <= MOST_OCCURRENCES && texts.size() <= MOST_ENTRIES;
        },
        text,
        text + LAST);
    return new Entries(texts, occurrences[0]);
  }
}
