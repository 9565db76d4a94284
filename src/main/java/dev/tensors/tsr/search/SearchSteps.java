package dev.tensors.tsr.search;

import dev.tensors.tsr.search.TextMatch.Part;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a search for some words, from the closest matches to all: the words are the name,
 * alone or with a version's; the name begins with them; it has them; any text of the model has
 * them. What separates words in names counts for none of it, but for words of few letters, which
 * occur across the words of too many names. Without words there is one step, which all models
 * match.
 */
final class SearchSteps {

  /** So many letters seldom occur across two words of a name by chance. */
  private static final int DISTINCT = 5;

  /** Names of more words are not sought together with those of versions. */
  private static final int LONGEST_NAME = 20;

  private final Sql sql;
  private final SearchIndex index;
  private final IndexEntries entries;
  private final TextMatch anywhere;
  private final Deque<TextMatch> steps = new ArrayDeque<>();
  private final Map<TextMatch, MatchingModels> models = new HashMap<>();

  /**
   * @param query words, separated by white space
   * @param also the texts that each step requires besides
   */
  SearchSteps(Sql sql, SearchIndex index, String query, TextMatch also) throws SQLException {
    this.sql = sql;
    this.index = index;
    this.entries = new IndexEntries(sql);
    List<String> words = words(query);
    anywhere = each(words, SearchSteps::anywhere).and(also);
    steps.add(anywhere);
    TextMatch inName = each(words, SearchSteps::inName).and(also);
    if (!words.isEmpty() && !models(inName).areNone()) {
      steps.addFirst(inName);
      // A word of few letters may be found in the name only together with the others.
      TextMatch rest = words.size() == 1 ? also : anywhere;
      steps.addFirst(beginning(words).and(rest));
      steps.addFirst(whole(words).and(rest));
    }
    if (words.size() > 1) {
      addNamesWithVersions(words);
    }
  }

  /** Adds models to the first step whose name with a version's is the words. */
  private void addNamesWithVersions(List<String> words) throws SQLException {
    String letters = lettersOf(words);
    List<Part> names = new ArrayList<>();
    for (int end = 1; end < words.size() && end <= LONGEST_NAME; end++) {
      names.add(new Part(Place.LETTERS, "\n" + lettersOf(words.subList(0, end)) + "\n"));
    }
    TextMatch named = new TextMatch().and(names.toArray(Part[]::new)).and(anywhere);
    long[] found = models(named).withVersion(letters);
    if (found.length == 0) {
      return;
    }
    long[] whole = steps.size() > 1 ? models(steps.removeFirst()).few() : new long[] {};
    TextMatch first = new TextMatch();
    LongStream both = LongStream.concat(LongStream.of(found), LongStream.of(whole));
    models.put(first, new MatchingModels(sql, index, both.distinct().toArray()));
    steps.addFirst(first);
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

  private static TextMatch whole(List<String> words) {
    String letters = lettersOf(words);
    if (length(letters) < TextMatch.TRIGRAM) {
      return new TextMatch().andValue(Place.NAME, String.join(" ", words));
    }
    return new TextMatch().andValue(Place.LETTERS, letters);
  }

  private static TextMatch beginning(List<String> words) {
    String letters = lettersOf(words);
    return new TextMatch()
        .and(
            length(letters) < TextMatch.TRIGRAM
                ? new Part(Place.NAME, "\n" + String.join(" ", words))
                : new Part(Place.LETTERS, "\n" + letters));
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

  /** The models of the next step that has matches; null after the last step. */
  @Nullable MatchingModels next() throws SQLException {
    while (!steps.isEmpty()) {
      MatchingModels next = models(steps.remove());
      if (!next.areNone()) {
        return next;
      }
    }
    return null;
  }

  /** The models of the last step: all matches. */
  MatchingModels all() throws SQLException {
    return models(anywhere);
  }

  private MatchingModels models(TextMatch step) throws SQLException {
    MatchingModels found = models.get(step);
    if (found == null) {
      found = step.models(sql, index, entries);
      models.put(step, found);
    }
    return found;
  }
}
