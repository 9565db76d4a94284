package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Conditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The folded texts that a model must have in the index {@code model_search}. */
final class TextMatch {

  /**
   * Columns of the index in which a text is sought.
   *
   * @param filter in the index's syntax, before a phrase
   * @param columns their numbers
   */
  record Place(String filter, List<Integer> columns) {

    static final Place NAME = new Place("name : ", List.of(0));
    static final Place CREATOR = new Place("creator : ", List.of(1));
    static final Place TAGS = new Place("tags : ", List.of(2));
    static final Place VERSIONS = new Place("versions : ", List.of(4));

    /** The texts as they are written, with what separates their words. */
    static final Place TEXTS = new Place("- letters : ", List.of(0, 1, 2, 3, 4, 5));

    /** The name without what separates its words. */
    static final Place LETTERS = new Place("letters : ", List.of(6));

    static final Place ANYWHERE = new Place("", List.of(0, 1, 2, 3, 4, 5, 6));
  }

  /** A text in some columns. */
  record Part(Place place, String text) {

    /** A whole value: line feeds enclose each value in the index. */
    static Part ofValue(Place place, String value) {
      return new Part(place, "\n" + value + "\n");
    }
  }

  /** The number of characters of an entry of the index. */
  static final int TRIGRAM = 3;

  /** Longer texts are divided: the trigrams of one long phrase take more time. */
  private static final int PHRASE = 64;

  /** The rest of a longer text is ignored. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite's expressions can have some hundred conditions. */
  private static final int MOST_SHORT_TEXTS = 100;

  private final List<String> phrases = new ArrayList<>();

  /** Conditions on the stored texts, for texts that are shorter than the entries of the index. */
  private final Conditions inTexts = new Conditions();

  private int shortTexts;

  /** Requires one of these parts. Only a single one can be of fewer characters than an entry. */
  TextMatch and(Part... alternatives) {
    Part first = alternatives[0];
    if (first.text.codePointCount(0, first.text.length()) >= TRIGRAM) {
      phrases.add(
          Arrays.stream(alternatives)
              .map(part -> part.place.filter + phrases(part.text))
              .collect(Collectors.joining(" OR ", "(", ")")));
    } else if (shortTexts++ < MOST_SHORT_TEXTS) {
      String pattern = "%" + first.text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
      List<Conditions> columns =
          first.place.columns.stream()
              .map(column -> new Conditions().and("t.c" + column + " LIKE ? ESCAPE '\\'", pattern))
              .toList();
      inTexts.and(Conditions.anyOf(columns));
    }
    return this;
  }

  /**
   * The condition on the id of a model.
   *
   * @param id SQL
   */
  Conditions on(String id, SearchIndex index) {
    Conditions match = new Conditions();
    if (!phrases.isEmpty()) {
      String query = String.join(" AND ", phrases);
      String found = inTexts.isEmpty() ? id : "t.id";
      match.and(found + " IN (" + index.matching() + ")", index.values(query));
    }
    return inTexts.isEmpty()
        ? match
        : match
            .and(inTexts)
            .within("%s IN (SELECT t.id FROM %s AS t WHERE %%s)".formatted(id, index.content()));
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
