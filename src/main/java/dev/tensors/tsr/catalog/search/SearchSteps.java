package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
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
  static List<TextMatch> of(Sql sql, List<String> words) throws SQLException {
    TextMatch anywhere = each(words, null, List::of);
    TextMatch inName = each(words, NAME, List::of);
    if (words.isEmpty() || inName.isHopeless(sql)) {
      return List.of(anywhere);
    }
    String whole = String.join(" ", words);
    return List.of(
        new TextMatch().andValue(NAME, whole),
        new TextMatch().and(NAME, List.of("\n" + whole)),
        each(words, NAME, word -> BREAKS.stream().map(before -> before + word).toList()),
        inName,
        anywhere);
  }

  private static TextMatch each(
      List<String> words, String column, Function<String, List<String>> texts) {
    TextMatch match = new TextMatch();
    words.stream().distinct().forEach(word -> match.and(column, texts.apply(word)));
    return match;
  }
}
