package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of {@code model_search} for some words, in steps from the closest matches to all:
 * the name is the words, it begins with them, they begin words of it, they are anywhere in it, they
 * are anywhere in what is known of the model.
 */
final class SearchSteps {

  /** The rows of the index, a trigram each. For texts that are shorter than one. */
  static final String TERMS =
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.model_search_terms
      USING fts5vocab ('main', 'model_search', 'instance')
      """;

  private static final int TRIGRAM = 3;

  /** Each trigram of a word costs time, and nobody types so long a name. */
  private static final int LONGEST = 64;

  /** What may stand before a word in a name. */
  private static final List<String> BREAKS =
      List.of("\n", " ", "_", "-", "/", "(", "[", "|", ":", ".");

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private SearchSteps() {}

  /** The words of a query, between any white space. */
  static List<String> words(String query) {
    return Stream.of(query.split("[\\s\\p{Z}]+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * The conditions of each step on the model m.
   *
   * @param words at least one
   */
  static List<Where> of(List<String> words) {
    String whole = String.join(" ", words);
    return List.of(
        where("name", List.of(List.of("\n" + whole + "\n"))),
        where("name", List.of(List.of("\n" + whole))),
        where("name", each(words, word -> BREAKS.stream().map(mark -> mark + word).toList())),
        where("name", each(words, List::of)),
        where(null, each(words, List::of)));
  }

  /** That one of the values in a column is this one, in any case. */
  static Where isValue(String column, String value) {
    return where(column, List.of(List.of("\n" + value + "\n")));
  }

  private static List<List<String>> each(
      List<String> words, Function<String, List<String>> alternatives) {
    return words.stream().map(alternatives).toList();
  }

  /**
   * That the model has one text of each list.
   *
   * @param column where to look; null: anywhere
   * @param texts in lists of texts of the same length
   */
  private static Where where(String column, List<List<String>> texts) {
    Where where = new Where();
    List<String> phrases = new ArrayList<>();
    for (List<String> alternatives : texts) {
      if (alternatives.getFirst().codePointCount(0, alternatives.getFirst().length()) >= TRIGRAM) {
        phrases.add(alternatives.stream().map(SearchSteps::phrase).collect(either()));
      } else {
        where.and(partsOfTrigrams(column, alternatives));
      }
    }
    if (!phrases.isEmpty()) {
      String all = "(" + String.join(" AND ", phrases) + ")";
      where.and(
          "m.id IN (SELECT rowid FROM model_search WHERE model_search MATCH ?)",
          column == null ? all : column + " : " + all);
    }
    return where;
  }

  private static Collector<CharSequence, ?, String> either() {
    return Collectors.joining(" OR ", "(", ")");
  }

  /** Quoted, so that no text is syntax. */
  private static String phrase(String text) {
    int characters = text.codePointCount(0, text.length());
    String start = text.substring(0, text.offsetByCodePoints(0, Math.min(characters, LONGEST)));
    return "\"" + start.replace("\"", "\"\"") + "\"";
  }

  /** That a trigram begins with one of these: each character is the first of one. */
  private static Where partsOfTrigrams(String column, List<String> texts) {
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      String folded = folded(text);
      Collections.addAll(values, folded, folded + LAST);
    }
    String ranges = texts.stream().map(text -> "(term >= ? AND term < ?)").collect(either());
    String inColumn = column == null ? "" : " AND col = '" + column + "'";
    return new Where()
        .and(
            "m.id IN (SELECT doc FROM temp.model_search_terms WHERE " + ranges + inColumn + ")",
            values.toArray());
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
