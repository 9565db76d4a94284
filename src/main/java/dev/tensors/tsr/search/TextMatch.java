package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The folded texts that a model must have in the index {@code model_search}. */
final class TextMatch {

  /** A text in some columns. */
  record Part(Place place, String text) {}

  /** The number of characters of an index entry. */
  static final int TRIGRAM = 3;

  /** Longer texts are divided: the trigrams of one long phrase take more time. */
  private static final int PHRASE = 64;

  /** The rest of a longer text is ignored. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite's expressions can have some hundred conditions. */
  private static final int MOST_SHORT_TEXTS = 100;

  /** A query in the index's syntax that matches no text. */
  static final String NOTHING = "(\"\uE000\uE000\uE000\" NOT \"\uE000\uE000\uE000\")";

  private final List<String> phrases = new ArrayList<>();
  private final List<ShortText> shortTexts = new ArrayList<>();

  /** Requires one of these parts. Only a single one can be of fewer characters than an entry. */
  TextMatch and(Part... alternatives) {
    Part first = alternatives[0];
    if (first.text.codePointCount(0, first.text.length()) >= TRIGRAM) {
      phrases.add(
          Arrays.stream(alternatives)
              .map(part -> part.place.filter() + phrases(part.text))
              .collect(Collectors.joining(" OR ", "(", ")")));
    } else if (shortTexts.size() < MOST_SHORT_TEXTS) {
      shortTexts.add(new ShortText(first.place, first.text));
    }
    return this;
  }

  /** Requires a whole value of a column. */
  TextMatch andValue(Place column, String value) {
    return and(new Part(column, "\n" + value + "\n"));
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
  MatchingModels models(Sql sql, SearchIndex index, IndexEntries known) throws SQLException {
    MatchingModels byPhrases = new MatchingModels(sql, index, phrases, true, shortTexts);
    if (shortTexts.isEmpty() || !index.isWhole() || byPhrases.areFew()) {
      return byPhrases;
    }
    List<String> queries = new ArrayList<>(phrases);
    List<ShortText> common = new ArrayList<>();
    long left = IndexEntries.MOST_OCCURRENCES;
    for (ShortText text : shortTexts) {
      IndexEntries.Entries entries = known.beginningWith(text.text());
      if (entries.occurrences() > left || entries.texts().size() > IndexEntries.MOST_ENTRIES) {
        common.add(text);
      } else {
        left -= entries.occurrences();
        queries.add(
            entries.texts().isEmpty()
                ? NOTHING
                : entries.texts().stream()
                    .map(TextMatch::phrase)
                    .collect(Collectors.joining(" OR ", text.place().filter() + "(", ")")));
      }
    }
    return new MatchingModels(sql, index, queries, queries.size() == phrases.size(), common);
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
  static String phrase(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
