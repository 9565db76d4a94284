package dev.tensors.tsr.search;

import dev.tensors.tsr.library.schema.SearchTexts;
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

  private final Sql sql;
  private final SearchIndex index;

  /** Null: not read yet. */
  private @Nullable List<String> mostDownloaded;

  private NearestNames(Sql sql, SearchIndex index) {
    this.sql = sql;
    this.index = index;
  }

  /** The nearest names, those of the most downloaded models first; none if all are other words. */
  static List<String> of(Sql sql, SearchIndex index, NamedKinds kinds, List<String> words)
      throws SQLException {
    List<String> asked = new ArrayList<>();
    asked.add(String.join("", words));
    if (words.size() > 1) {
      words.stream().filter(word -> kinds.with(word).isEmpty()).forEach(asked::add); // not misspelt
    }
    NearestNames names = new NearestNames(sql, index);
    for (String word : asked.subList(0, Math.min(asked.size(), 5))) {
      List<String> nearest = names.of(word);
      if (!nearest.isEmpty()) {
        return nearest;
      }
    }
    return List.of();
  }

  private List<String> of(String word) throws SQLException {
    Spelling spelling = new Spelling(word);
    if (spelling.mostErrors() == 0) {
      return List.of();
    }
    String query = pieces(Folding.ofLetters(word), spelling.mostErrors());
    Nearest nearest = new Nearest(spelling);
    read("WHERE m.id IN (" + index.matching() + ")", index.values(query)).forEach(nearest::compare);
    if (nearest.names.isEmpty()) {
      // An error can be in all pieces of a short word.
      if (mostDownloaded == null) {
        mostDownloaded = read("");
      }
      mostDownloaded.forEach(nearest::compare);
    }
    return List.copyOf(nearest.names);
  }

  private List<String> read(String where, Object... values) throws SQLException {
    return sql.list(
        """
        SELECT m.name FROM models m INDEXED BY models_download_count %s
        ORDER BY m.download_count DESC, m.civitai_id LIMIT %d
        """
            .formatted(where, MOST_COMPARED),
        row -> row.getString(1),
        values);
  }

  /** The nearest of the names that were read. */
  private static final class Nearest {

    private final Spelling spelling;
    private final Set<String> names = new LinkedHashSet<>();
    private @Nullable Nearness least;

    Nearest(Spelling spelling) {
      this.spelling = spelling;
    }

    void compare(String name) {
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
    int step = size > SearchTexts.TRIGRAM ? size : 1;
    int length = Math.max(size, SearchTexts.TRIGRAM);
    Set<String> pieces = new LinkedHashSet<>();
    for (int i = 0; i + length <= letters.length; i += step) {
      pieces.add(SearchTexts.phrase(new String(letters, i, length)));
    }
    return TextMatch.Place.LETTERS.filter()
        + pieces.stream().collect(Collectors.joining(" OR ", "(", ")"));
  }
}
