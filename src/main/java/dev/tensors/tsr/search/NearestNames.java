package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.Spelling;
import dev.tensors.tsr.text.Spelling.Nearness;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of models that a misspelt query may mean. */
final class NearestNames {

  private static final int MOST_SHOWN = 3;

  /** So many of the most downloaded names with something in common are compared. */
  private static final int MOST_COMPARED = 10_000;

  private NearestNames() {}

  /** The nearest names, those of the most downloaded models first; none if all are other words. */
  static List<String> of(Sql sql, SearchIndex index, List<String> words) throws SQLException {
    List<String> asked = new ArrayList<>();
    asked.add(String.join("", words));
    if (words.size() > 1) {
      asked.addAll(words);
    }
    for (String word : asked.subList(0, Math.min(asked.size(), 5))) {
      List<String> nearest = of(sql, index, word);
      if (!nearest.isEmpty()) {
        return nearest;
      }
    }
    return List.of();
  }

  private static List<String> of(Sql sql, SearchIndex index, String word) throws SQLException {
    Spelling spelling = new Spelling(word);
    if (spelling.mostErrors() == 0) {
      return List.of();
    }
    String query = pieces(Folding.ofLetters(word), spelling.mostErrors());
    Nearest nearest = new Nearest(spelling);
    nearest.read(sql, "WHERE m.id IN (" + index.matching() + ")", index.values(query));
    if (nearest.names.isEmpty()) {
      // An error can be in all pieces of a short word.
      nearest.read(sql, "");
    }
    return List.copyOf(nearest.names);
  }

  /** The nearest of the names that were read. */
  private static final class Nearest {

    private final Spelling spelling;
    private final Set<String> names = new LinkedHashSet<>();
    private @Nullable Nearness least;

    Nearest(Spelling spelling) {
      this.spelling = spelling;
    }

    void read(Sql sql, String where, Object... values) throws SQLException {
      sql.forEach(
          """
          SELECT m.name FROM models m INDEXED BY models_download_count %s
          ORDER BY m.download_count DESC, m.civitai_id LIMIT %d
          """
              .formatted(where, MOST_COMPARED),
          row -> compare(row.getString(1)),
          values);
    }

    private void compare(String name) {
      Nearness found = spelling.to(name).orElse(null);
      if (found == null || least != null && found.compareTo(least) > 0) {
        return;
      }
      if (!found.equals(least)) {
        least = found;
        names.clear();
      }
      if (names.size() < MOST_SHOWN) {
        names.add(name);
      }
    }
  }

  /**
   * A query for names with a piece of a word. Of more pieces than errors at least one has none; a
   * short word has only entries of the index for pieces.
   */
  private static String pieces(String word, int errors) {
    int[] letters = word.codePoints().toArray();
    int size = letters.length / (errors + 1);
    int step = size > TextMatch.TRIGRAM ? size : 1;
    int length = Math.max(size, TextMatch.TRIGRAM);
    Set<String> pieces = new LinkedHashSet<>();
    for (int i = 0; i + length <= letters.length; i += step) {
      pieces.add(TextMatch.phrase(new String(letters, i, length)));
    }
    return TextMatch.Place.LETTERS.filter()
        + pieces.stream().collect(Collectors.joining(" OR ", "(", ")"));
  }
}
