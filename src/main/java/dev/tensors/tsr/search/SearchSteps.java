package dev.tensors.tsr.search;

import dev.tensors.tsr.search.TextMatch.Part;
import dev.tensors.tsr.search.TextMatch.Place;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The steps of a search for some words, from the closest matches to all: the words are the name,
 * alone or with a version's; the name begins with them; it has them; any text of the model has
 * them. What separates words in names counts for none of it, but for words of few letters, which
 * occur across the words of too many names.
 */
final class SearchSteps {

  /** So many letters seldom occur across two words of a name by chance. */
  private static final int DISTINCT = 5;

  /** Names of more words are not sought together with those of versions. */
  private static final int LONGEST_NAME = 20;

  private static final String WITH_VERSION =
      """
      m.id IN (
        SELECT n.id FROM models n CROSS JOIN model_versions v ON v.model_id = n.id
        WHERE %s)""";

  /** The rest of a longer name is not compared. */
  private static final String NAME_AND_VERSION =
      "letters(substr(n.name, 1, 1000) || substr(v.name, 1, 1000))";

  private SearchSteps() {}

  /**
   * The conditions of each step on a model m. A later step also matches what an earlier one does.
   *
   * @param words at least one
   */
  static List<Conditions> of(Sql sql, SearchIndex index, List<String> words) throws SQLException {
    Conditions anywhere = anywhere(words).on("m.id", index);
    // A word of few letters may be found in the name only together with the others.
    Conditions rest = words.size() == 1 ? new Conditions() : anywhere;
    String letters = lettersOf(words);
    boolean isShort = length(letters) < TextMatch.TRIGRAM;
    Place place = isShort ? Place.NAME : Place.LETTERS;
    String name = isShort ? String.join(" ", words) : letters;
    Conditions whole = new TextMatch().and(Part.ofValue(place, name)).on("m.id", index);
    if (words.size() > 1) {
      sql.define("letters", Folding::ofLetters);
      whole = Conditions.anyOf(List.of(whole, withVersion(index, words, letters)));
    }
    return List.of(
        whole.and(rest),
        new TextMatch().and(new Part(place, "\n" + name)).on("m.id", index).and(rest),
        each(words, SearchSteps::inName).on("m.id", index),
        anywhere);
  }

  /** Models whose name with that of a version has these letters. */
  private static Conditions withVersion(SearchIndex index, List<String> words, String letters) {
    List<Part> names = new ArrayList<>();
    for (int end = 1; end < words.size() && end <= LONGEST_NAME; end++) {
      names.add(Part.ofValue(Place.LETTERS, lettersOf(words.subList(0, end))));
    }
    return new TextMatch()
        .and(names.toArray(Part[]::new))
        .on("n.id", index)
        .and(NAME_AND_VERSION + " = ?", letters)
        .within(WITH_VERSION);
  }

  /** What a model must have somewhere in its texts. */
  static TextMatch anywhere(List<String> words) {
    return each(words, SearchSteps::anywhere);
  }

  private static String lettersOf(List<String> words) {
    return Folding.ofLetters(String.join("", words));
  }

  /** The folded words of a query. */
  static List<String> words(String query) {
    return Stream.of(Folding.of(query).split("[\\s\\p{Z}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static TextMatch each(List<String> words, Function<String, Part[]> parts) {
    TextMatch match = new TextMatch();
    words.stream().distinct().forEach(word -> match.and(parts.apply(word)));
    return match;
  }

  private static Part[] anywhere(String word) {
    String letters = Folding.ofLetters(word);
    if (length(letters) < DISTINCT) {
      return orBeginning(new Part(Place.TEXTS, word), letters);
    }
    Part whole = new Part(Place.ANYWHERE, word);
    return word.equals(letters)
        ? new Part[] {whole}
        : new Part[] {whole, new Part(Place.LETTERS, letters)};
  }

  private static Part[] inName(String word) {
    String letters = Folding.ofLetters(word);
    if (length(letters) < DISTINCT) {
      return orBeginning(new Part(Place.NAME, word), letters);
    }
    Part part = new Part(Place.LETTERS, letters);
    return word.equals(letters) ? new Part[] {part} : new Part[] {part, new Part(Place.NAME, word)};
  }

  /** A part, or the letters with which the name begins. */
  private static Part[] orBeginning(Part part, String letters) {
    return length(letters) < TextMatch.TRIGRAM
        ? new Part[] {part}
        : new Part[] {part, new Part(Place.LETTERS, "\n" + letters)};
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
