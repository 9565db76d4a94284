package dev.tensors.tsr.search;

import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.search.TextMatch.Part;
import dev.tensors.tsr.search.TextMatch.Place;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a search for some words, from the closest matches to all: the words are the name,
 * alone or with a version's; the name begins with them; it has them; any text of the model, its
 * type or a base model has them. What separates words in names counts for none of it, but for words
 * of few letters, which occur across the words of too many names.
 */
final class SearchSteps {

  /** So many letters seldom occur across two words of a name by chance. */
  private static final int DISTINCT = 5;

  /** Names of more words are not sought together with those of versions. */
  private static final int LONGEST_NAME = 20;

  /** So many words are sought in types and base models, too: each takes a query of its own. */
  private static final int MOST_KINDS = 5;

  /** To look at the versions of so many models takes less time than to find all of a base model. */
  private static final int FEW = 20_000;

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
   * A step's condition on a model m.
   *
   * @param matching finds all models at once
   * @param each looks up each model by itself; null: it cannot
   */
  record Step(Conditions matching, @Nullable Each each) {

    /**
     * A condition that looks up each model by itself.
     *
     * @param likely nearly the same condition, which takes little time for models that do not match
     */
    record Each(Conditions matching, Conditions likely) {}

    static Step of(SearchIndex index, TextMatch... all) {
      Step step =
          new Step(
              new Conditions(),
              index.isWhole() ? new Each(new Conditions(), new Conditions()) : null);
      for (TextMatch match : all) {
        step.matching.and(match.on("m.id", index));
        if (step.each != null) {
          step.each.matching.and(match.onEach("m.id", index));
          step.each.likely.and(match.onEachLikely("m.id", index));
        }
      }
      return step;
    }

    /** Demands one of some kinds, or a word in the texts of models that match the others, too. */
    private void andOr(
        NamedKinds kinds, String versions, SearchIndex index, List<String> others, String word) {
      TextMatch text = anywhere(List.of(word));
      TextMatch all = anywhere(Stream.concat(others.stream(), Stream.of(word)).toList());
      matching.and(
          kinds.or(text.isShort() ? text.onEach("m.id", index) : all.on("m.id", index), versions));
      if (each != null) {
        each.matching.and(kinds.or(text.onEach("m.id", index), NamedKinds.EACH));
        each.likely.and(kinds.or(text.onEachLikely("m.id", index), NamedKinds.EACH));
      }
    }
  }

  /**
   * The steps. A later step also matches what an earlier one does. Names have no steps if none of
   * them has the words.
   *
   * @param kinds those of the catalogue
   * @param words at least one
   */
  static List<Step> of(Sql sql, SearchIndex index, NamedKinds kinds, List<String> words)
      throws SQLException {
    TextMatch anywhere = anywhere(words);
    List<Step> steps = new ArrayList<>();
    String letters = lettersOf(words);
    boolean isShort = length(letters) < SearchTexts.TRIGRAM;
    Place place = isShort ? Place.NAME : Place.LETTERS;
    String name = isShort ? String.join(" ", words) : letters;
    boolean inNames = inNames(sql, index, words, place, name);
    Step whole = Step.of(index, new TextMatch().and(Part.ofValue(place, name)));
    if (words.size() > 1) {
      sql.define("letters", Folding::ofLetters);
      Conditions withVersion = withVersion(index, words, letters);
      Conditions any =
          inNames ? Conditions.anyOf(List.of(whole.matching, withVersion)) : withVersion;
      steps.add(new Step(any.and(anywhere.on("m.id", index)), null));
    } else if (inNames) {
      steps.add(whole);
    }
    if (inNames) {
      // A word of few letters may be found in the name only together with the others.
      TextMatch beginning = new TextMatch().and(new Part(place, "\n" + name));
      steps.add(
          words.size() == 1 ? Step.of(index, beginning) : Step.of(index, beginning, anywhere));
      steps.add(Step.of(index, each(words, SearchSteps::inName)));
    }
    steps.add(last(sql, index, kinds, words));
    return steps;
  }

  /** All models that have each word in their texts, or are of a kind that has it. */
  static Step last(Sql sql, SearchIndex index, NamedKinds kinds, List<String> words)
      throws SQLException {
    Map<String, NamedKinds> named = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (String word : new LinkedHashSet<>(words)) {
      NamedKinds with = kinds.with(word);
      if (with.isEmpty() || named.size() == MOST_KINDS) {
        others.add(word);
      } else {
        named.put(word, with);
      }
    }
    Step step = Step.of(index);
    boolean few = false;
    if (!others.isEmpty()) {
      TextMatch match = anywhere(others);
      step = Step.of(index, match);
      few =
          !named.isEmpty()
              && sql.number(
                      "SELECT count(*) FROM (" + match.ids(index) + " LIMIT " + FEW + ")",
                      match.values(index))
                  < FEW;
    }
    for (Map.Entry<String, NamedKinds> word : named.entrySet()) {
      step.andOr(
          word.getValue(), few ? NamedKinds.EACH : NamedKinds.ALL, index, others, word.getKey());
    }
    return step;
  }

  /**
   * Whether names may have the words, by those of ASCII: no folding joins these with what is beside
   * them. It takes less time than the steps that it spares where only other texts have them.
   */
  private static boolean inNames(
      Sql sql, SearchIndex index, List<String> words, Place place, String name)
      throws SQLException {
    TextMatch match =
        each(
            words.stream()
                .filter(word -> place == Place.NAME || word.length() >= SearchTexts.TRIGRAM)
                .filter(word -> word.chars().allMatch(SearchSteps::isPlain))
                .toList(),
            word -> new Part[] {new Part(place, word)});
    return match.isEmpty()
        || TextMatch.isDivided("\n" + name + "\n")
        || sql.first(
                "SELECT 1 FROM (" + match.ids(index) + ") LIMIT 1",
                row -> true,
                match.values(index))
            .isPresent();
  }

  private static boolean isPlain(int character) {
    return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
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

  /** What a model must have somewhere in its texts in the index. */
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
    return length(letters) < SearchTexts.TRIGRAM
        ? new Part[] {part}
        : new Part[] {part, new Part(Place.LETTERS, "\n" + letters)};
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
