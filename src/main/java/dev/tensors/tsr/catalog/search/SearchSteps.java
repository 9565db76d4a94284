package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a search for some words, from the closest matches to all: the name equals the words;
 * the name begins with them; words of the name begin with them; the name contains them; any text of
 * the model contains them. Without words there is one step, which all models match.
 */
final class SearchSteps {

  private static final String NAME = "name";

  /** The usual characters before a word in a name. Each more would take time. */
  private static final List<String> BREAKS = List.of("\n", " ", "_", "-", "(", "[");

  private final Sql sql;
  private final IndexEntries index;
  private final TextMatch anywhere;
  private final Deque<TextMatch> steps = new ArrayDeque<>();
  private final Map<TextMatch, MatchingModels> models = new HashMap<>();

  /**
   * @param query words, separated by white space
   * @param also the texts that each step requires besides
   */
  SearchSteps(Sql sql, String query, TextMatch also) throws SQLException {
    this.sql = sql;
    this.index = new IndexEntries(sql);
    List<String> words =
        Stream.of(query.split("[\\s\\p{Z}]+")).filter(word -> !word.isEmpty()).toList();
    anywhere = each(words, null, List::of).and(also);
    TextMatch inName = each(words, NAME, List::of).and(also);
    if (!words.isEmpty() && !models(inName).areNone()) {
      String whole = String.join(" ", words);
      steps.add(new TextMatch().andValue(NAME, whole).and(also));
      steps.add(new TextMatch().and(NAME, List.of("\n" + whole)).and(also));
      steps.add(
          each(words, NAME, word -> BREAKS.stream().map(before -> before + word).toList())
              .and(also));
      steps.add(inName);
    }
    steps.add(anywhere);
  }

  private static TextMatch each(
      List<String> words, @Nullable String column, Function<String, List<String>> texts) {
    TextMatch match = new TextMatch();
    words.stream().distinct().forEach(word -> match.and(column, texts.apply(word)));
    return match;
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
      found = step.models(sql, index);
      models.put(step, found);
    }
    return found;
  }
}
