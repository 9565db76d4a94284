package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What a model's text in {@code model_search} must have. */
final class TextMatch {

  /** The index's rows, a trigram each: for texts that are shorter than one. */
  static final String TERMS =
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.model_search_terms
      USING fts5vocab ('main', 'model_search', 'instance')
      """;

  private static final int TRIGRAM = 3;

  /** Each trigram of a text costs time, and nobody types so long a name. */
  private static final int LONGEST = 64;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final List<String> phrases = new ArrayList<>();
  private final Where parts = new Where();

  /**
   * One of these texts, too, in any case.
   *
   * @param column where; null: anywhere
   * @param texts of the same length
   */
  TextMatch and(String column, List<String> texts) {
    String first = texts.getFirst();
    if (first.codePointCount(0, first.length()) < TRIGRAM) {
      parts.and(partsOfTrigrams(column, texts));
    } else {
      String either =
          texts.stream().map(TextMatch::phrase).collect(Collectors.joining(" OR ", "(", ")"));
      phrases.add(column == null ? either : column + " : " + either);
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
    return this;
  }

  /** What to ask the index for; empty for nothing. */
  String query() {
    return String.join(" AND ", phrases);
  }

  /** The conditions on the model m that come to it. */
  Where parts() {
    return parts;
  }

  /** Quoted, so that no text is syntax. */
  private static String phrase(String text) {
    int characters = text.codePointCount(0, text.length());
    String start = text.substring(0, text.offsetByCodePoints(0, Math.min(characters, LONGEST)));
    return "\"" + start.replace("\"", "\"\"") + "\"";
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
      String folded = folded(text);
      Collections.addAll(values, folded, folded + LAST);
    }
    String ranges = String.join(" UNION ALL ", Collections.nCopies(texts.size(), range));
    return new Where().and("m.id IN (" + ranges + ")", values.toArray());
  }

  /** As the index has it: without the differences of case. */
  private static String folded(String text) {
    return text.codePoints()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
