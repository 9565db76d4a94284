package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The texts that a model must have in {@code model_search}. */
final class TextMatch {

  /** The index knows texts of so many characters, and longer ones by those within them. */
  private static final int TRIGRAM = 3;

  /** Each trigram of a text costs time, in a long phrase more than in some short ones. */
  private static final int PHRASE = 64;

  /** Nobody types so long a name. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite takes no more conditions than some hundreds. */
  private static final int MOST_SHORT_TEXTS = 100;

  /** In the syntax of the index: a query that no text matches, whatever texts there are. */
  private static final String NOTHING = "(\"\uE000\uE000\uE000\" NOT \"\uE000\uE000\uE000\")";

  private final List<String> phrases = new ArrayList<>();
  private final List<ShortTexts> shortTexts = new ArrayList<>();

  /**
   * Asks for one of these texts, too, in any case.
   *
   * @param column where it must be; null: anywhere
   * @param texts of the same length
   */
  TextMatch and(String column, List<String> texts) {
    String first = texts.getFirst();
    if (first.codePointCount(0, first.length()) >= TRIGRAM) {
      phrases.add(either(column, texts));
    } else if (shortTexts.size() < MOST_SHORT_TEXTS) {
      shortTexts.add(new ShortTexts(column, texts));
    }
    return this;
  }

  /** Asks for one value of a column as a whole, too. */
  TextMatch andValue(String column, String value) {
    return and(column, List.of("\n" + value + "\n"));
  }

  /** Asks for all that the other one asks for, too. */
  TextMatch and(TextMatch other) {
    phrases.addAll(other.phrases);
    shortTexts.addAll(other.shortTexts);
    return this;
  }

  /**
   * How the models are found. Short texts are looked for in the index, too, but for those that
   * occur very often: these are looked for in the texts themselves.
   */
  MatchingModels models(Sql sql, IndexEntries index) throws SQLException {
    MatchingModels byPhrases = new MatchingModels(sql, phrases, true, shortTexts);
    if (shortTexts.isEmpty() || byPhrases.areFew()) {
      return byPhrases;
    }
    List<String> queries = new ArrayList<>(phrases);
    List<ShortTexts> common = new ArrayList<>();
    long left = IndexEntries.MOST_OCCURRENCES;
    for (ShortTexts texts : shortTexts) {
      IndexEntries.Entries entries = index.beginningWith(texts.spellings(), left);
      if (entries == null) {
        common.add(texts);
      } else {
        left -= entries.occurrences();
        boolean any = !entries.texts().isEmpty();
        queries.add(any ? either(texts.column(), entries.texts()) : NOTHING);
      }
    }
    return new MatchingModels(sql, queries, queries.size() == phrases.size(), common);
  }

  /** In the syntax of the index: one of these texts, each of three characters or more. */
  private static String either(String column, List<String> texts) {
    String either =
        texts.stream().map(TextMatch::phrases).collect(Collectors.joining(" OR ", "(", ")"));
    return column == null ? either : column + " : " + either;
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
}
