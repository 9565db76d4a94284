package dev.tensors.tsr.search;

import dev.tensors.tsr.library.schema.SearchTexts;
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

  /** Longer texts are divided: the trigrams of one long phrase take more time. */
  private static final int PHRASE = 64;

  /** The rest of a longer text is ignored. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite's expressions can have some hundred conditions. */
  private static final int MOST_SHORT_TEXTS = 100;

  /** So many phrases tell whether a model is likely to match. */
  private static final int MOST_LIKELY = 10;

  private final List<String> phrases = new ArrayList<>();

  /** Conditions on the stored texts, for texts that are shorter than the entries of the index. */
  private final Conditions inTexts = new Conditions();

  private int shortTexts;

  /** The same conditions as all others, but for letters that only the index takes for the same. */
  private final Conditions likely = new Conditions();

  /** Requires one of these parts. Only a single one can be of fewer characters than an entry. */
  TextMatch and(Part... alternatives) {
    Part first = alternatives[0];
    Conditions stored =
        Conditions.anyOf(Arrays.stream(alternatives).map(TextMatch::inStored).toList());
    if (first.text.codePointCount(0, first.text.length()) >= SearchTexts.TRIGRAM) {
      phrases.add(
          Arrays.stream(alternatives)
              .map(part -> part.place.filter + phrases(part.text))
              .collect(Collectors.joining(" OR ", "(", ")")));
      if (phrases.size() <= MOST_LIKELY) {
        likely.and(stored);
      }
    } else if (shortTexts++ < MOST_SHORT_TEXTS) {
      inTexts.and(stored);
    }
    return this;
  }

  private static Conditions inStored(Part part) {
    String pattern = "%" + part.text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    return Conditions.anyOf(
        part.place.columns.stream()
            .map(column -> new Conditions().and("t.c" + column + " LIKE ? ESCAPE '\\'", pattern))
            .toList());
  }

  /**
   * The condition on the id of a model; all ids that match are looked up at once.
   *
   * @param id SQL
   */
  Conditions on(String id, SearchIndex index) {
    return new Conditions().and(id + " IN (" + ids(index) + ")", values(index));
  }

  /**
   * The same condition, which looks up each model by itself. Of a model that does not match, that
   * takes as long as to find the next one that does.
   *
   * @param index a whole one, unless the match is short
   */
  Conditions onEach(String id, SearchIndex index) {
    Conditions match = new Conditions().and(inTexts);
    if (!phrases.isEmpty()) {
      match.and("t.id IN (" + index.matching("t.id") + ")", index.values(query()));
    }
    return inStored(id, index, match);
  }

  /** A condition that nearly always says the same, and takes little time for any model. */
  Conditions onEachLikely(String id, SearchIndex index) {
    return inStored(id, index, new Conditions().and(inTexts).and(likely));
  }

  private static Conditions inStored(String id, SearchIndex index, Conditions match) {
    return match.within(
        "%1$s IN (SELECT t.id FROM %2$s AS t WHERE t.id = %1$s AND %%s)"
            .formatted(id, index.content()));
  }

  /** SQL: selects the ids of the models that match, and has {@link #values}. */
  String ids(SearchIndex index) {
    if (inTexts.isEmpty()) {
      return index.matching();
    }
    String phrase = phrases.isEmpty() ? "" : "t.id IN (" + index.matching() + ") AND ";
    return "SELECT t.id FROM " + index.content() + " AS t WHERE " + phrase + inTexts.joined();
  }

  Object[] values(SearchIndex index) {
    return phrases.isEmpty()
        ? inTexts.values()
        : new Conditions().and("", index.values(query())).and(inTexts).values();
  }

  /** Whether it is not looked up in the index, but only compared with stored texts. */
  boolean isShort() {
    return phrases.isEmpty();
  }

  boolean isEmpty() {
    return phrases.isEmpty() && inTexts.isEmpty();
  }

  private String query() {
    return String.join(" AND ", phrases);
  }

  /** Whether a text is so long that its pieces, and not the whole text, must match. */
  static boolean isDivided(String text) {
    return text.codePointCount(0, text.length()) > PHRASE;
  }

  /** A query for a text. A long text is divided into phrases, all of which must match. */
  private static String phrases(String text) {
    int[] characters = text.codePoints().limit(LONGEST).toArray();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    do {
      int end = Math.min(characters.length, from + PHRASE);
      int start = Math.min(from, Math.max(0, end - SearchTexts.TRIGRAM));
      pieces.add(SearchTexts.phrase(new String(characters, start, end - start)));
      from = end;
    } while (from < characters.length);
    return "(" + String.join(" AND ", pieces) + ")";
  }
}
