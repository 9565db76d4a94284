package dev.tensors.tsr.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a model's text in {@code model_search} must have. */
final class TextMatch {

  /** The index's rows, a trigram each: for texts that are shorter than one. */
  static final String TERMS =
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.model_search_terms
      USING fts5vocab ('main', 'model_search', 'instance')
      """;

  private static final int TRIGRAM = 3;

  /** Each trigram of a text costs time, in a long phrase more than in some short ones. */
  private static final int PHRASE = 64;

  /** Nobody types so long a name. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite takes no more conditions than some hundreds. */
  private static final int MOST_PARTS = 100;

  private static final int MANY = 5_000;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final List<String> phrases = new ArrayList<>();
  private final Where parts = new Where();
  private int partsCount;

  /** The first models that the index finds; null until it is asked. */
  private List<Long> matching;

  /**
   * One of these texts, too, in any case.
   *
   * @param column where; null: anywhere
   * @param texts of the same length
   */
  TextMatch and(String column, List<String> texts) {
    String first = texts.getFirst();
    if (first.codePointCount(0, first.length()) >= TRIGRAM) {
      String either =
          texts.stream().map(TextMatch::phrases).collect(Collectors.joining(" OR ", "(", ")"));
      phrases.add(column == null ? either : column + " : " + either);
      matching = null;
    } else if (partsCount++ < MOST_PARTS) {
      parts.and(partsOfTrigrams(column, texts));
    }
    return this;
  }

  /** One value of a column as a whole, too. */
  TextMatch andValue(String column, String value) {
    return and(column, List.of("\n" + value + "\n"));
  }

  /** All that the other one asks for, too. */
  TextMatch and(TextMatch other) {
    phrases.addAll(other.phrases);
    parts.and(other.parts);
    matching = null;
    return this;
  }

  /** Whether the index tells that nothing matches. */
  boolean isHopeless(Sql sql) throws SQLException {
    return !phrases.isEmpty() && matching(sql).isEmpty();
  }

  /** Whether the index tells that few models match. */
  boolean isNarrow(Sql sql) throws SQLException {
    return !phrases.isEmpty() && matching(sql).size() < MANY;
  }

  /**
   * The conditions on the model m. Few matches are listed; of many each model is asked whether it
   * is one, since a search ends when it has found enough.
   */
  Where where(Sql sql) throws SQLException {
    Where where = new Where().and(parts);
    if (isNarrow(sql)) {
      where.and("m.id IN (SELECT value FROM json_each(?))", matching(sql).toString());
    } else if (!phrases.isEmpty()) {
      where.and(
          "EXISTS (SELECT 1 FROM model_search WHERE rowid = m.id AND model_search MATCH ?)",
          query());
    }
    return where;
  }

  private List<Long> matching(Sql sql) throws SQLException {
    if (matching == null) {
      matching =
          sql.list(
              "SELECT rowid FROM model_search WHERE model_search MATCH ? LIMIT ?",
              row -> row.getLong(1),
              query(),
              MANY);
    }
    return matching;
  }

  private String query() {
    return String.join(" AND ", phrases);
  }

  /** A text in quotes, so that none is syntax; a long one in pieces, which must all be there. */
  private static String phrases(String text) {
    int[] characters = text.codePoints().limit(LONGEST).toArray();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    do {
      int end = Math.min(characters.length, from + PHRASE);
      int start = Math.min(from, Math.max(0, end - TRIGRAM));
      pieces.add(phrase(new String(characters, start, end - start)));
      from = end;
    } while (from < characters.length);
    return "(" + String.join(" AND ", pieces) + ")";
  }

  private static String phrase(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /**
   * That a trigram begins with one of these: each character is the first of one. With OR instead of
   * UNION SQLite would look up each row that it finds once more, which this table can only do by
   * reading all of them.
   */
  private static Where partsOfTrigrams(String column, List<String> texts) {
    String range =
        "SELECT doc FROM temp.model_search_terms WHERE term >= ? AND term < ?"
            + (column == null ? "" : " AND col = '" + column + "'");
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      Stream.of(text, folded(text))
          .distinct()
          .forEach(spelling -> Collections.addAll(values, spelling, spelling + LAST));
    }
    String ranges = String.join(" UNION ALL ", Collections.nCopies(values.size() / 2, range));
    return new Where().and("m.id IN (" + ranges + ")", values.toArray());
  }

  /** As the index has it, or nearly: without the differences of case. */
  private static String folded(String text) {
    return text.codePoints()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
