package dev.tensors.tsr.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a search for some words asks for, in steps from the closest matches to all: the name is the
 * words, it begins with them, they begin words of it, they are anywhere in it, they are anywhere in
 * what is known of the model.
 */
final class SearchSteps {

  private static final String NAME = "name";

  /** What mostly stands before a word in a name: each one takes its time. */
  private static final List<String> BREAKS = List.of("\n", " ", "_", "-", "(", "[");

  private SearchSteps() {}

  /** The words of a query, between any white space. */
  static List<String> words(String query) {
    return Stream.of(query.split("[\\s\\p{Z}]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** For no words there is one step, which all models match. */
  static List<TextMatch> of(List<String> words) {
    if (words.isEmpty()) {
      return List.of(new TextMatch());
    }
    String whole = String.join(" ", words);
    return List.of(
        new TextMatch().andValue(NAME, whole),
        new TextMatch().and(NAME, List.of("\n" + whole)),
        each(words, NAME, word -> BREAKS.stream().map(before -> before + word).toList()),
        each(words, NAME, List::of),
        each(words, null, List::of));
  }

  private static TextMatch each(
      List<String> words, String column, Function<String, List<String>> texts) {
    TextMatch match = new TextMatch();
    words.forEach(word -> match.and(column, texts.apply(word)));
    return match;
  }
}
