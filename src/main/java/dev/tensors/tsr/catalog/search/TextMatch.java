package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts that a model must have in the index {@code model_search}. */
final class TextMatch {

  /** The number of characters of an index entry. */
  private static final int TRIGRAM = 3;

  /** Longer texts are divided: the trigrams of one long phrase take more time. */
  private static final int PHRASE = 64;

  /** The rest of a longer text is ignored. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite's expressions can have some hundred conditions. */
  private static final int MOST_SHORT_TEXTS = 100;

  /** A query in the index's syntax that matches no text. */
  private static final String NOTHING = "(\"\uE000\uE000\uE000\" NOT \"\uE000\uE000\uE000\")";

  private final List<String> phrases = new ArrayList<>();
  private final List<ShortTexts> shortTexts = new ArrayList<>();

  /**
   * Requires one of these texts, in any case.
   *
   * @param column the column that must have it; null: any column
   * @param texts of the same length
   */
  TextMatch and(@Nullable String column, List<String> texts) {
    String first = texts.getFirst();
    if (first.codePointCount(0, first.length()) >= TRIGRAM) {
      phrases.add(either(column, texts));
    } else if (shortTexts.size() < MOST_SHORT_TEXTS) {
      shortTexts.add(new ShortTexts(column, texts));
    }
    return this;
  }

  /** Requires a whole value of a column. */
  TextMatch andValue(String column, String value) {
    return and(column, List.of("\n" + value + "\n"));
  }

  /** Requires the texts of the other match. */
  TextMatch and(TextMatch other) {
    phrases.addAll(other.phrases);
    shortTexts.addAll(other.shortTexts);
    return this;
  }

  /**
   * The matching models. Short texts are sought in the index, but very common ones in the stored
   * texts.
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

  /** A query for one of these texts, each of three characters or more. */
  private static String either(@Nullable String column, List<String> texts) {
    String either =
        texts.stream().map(TextMatch::phrases).collect(Collectors.joining(" OR ", "(", ")"));
    return column == null ? either : column + " : " + either;
  }

  /** A query for a text. A long text is divided into phrases, all of which must match. */
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

  /** Quotes a text, so that it is not read as syntax. */
  private static String phrase(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
