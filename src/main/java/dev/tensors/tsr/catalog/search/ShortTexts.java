package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one or two characters, of which a model must have one.
 *
 * @param column the column that must have it; null: any column
 */
record ShortTexts(@Nullable String column, List<String> texts) {

  private static final List<String> COLUMNS =
      List.of("name", "creator", "tags", "words", "versions", "files");

  /**
   * The condition that a row of {@code model_search_content} has one text of each list. The index
   * stores its texts in that table; reading them through the index takes twice as long.
   *
   * @param row the alias of the table
   */
  static Conditions inContent(List<ShortTexts> all, String row) {
    Conditions conditions = new Conditions();
    for (ShortTexts texts : all) {
      List<String> alternatives = new ArrayList<>();
      List<Object> values = new ArrayList<>();
      texts.alternatives(row, alternatives, values);
      conditions.and("(" + String.join(" OR ", alternatives) + ")", values.toArray());
    }
    return conditions;
  }

  private void alternatives(String row, List<String> alternatives, List<Object> values) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (column == null || column.equals(COLUMNS.get(i))) {
        for (String spelling : spellings()) {
          alternatives.add(row + ".c" + i + " LIKE ? ESCAPE '\\'");
          values.add("%" + spelling.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
      }
    }
  }

  /** The texts in all combinations of upper and lower case. */
  Set<String> spellings() {
    Set<String> spellings = new TreeSet<>();
    for (String text : texts) {
      Set<String> begun = Set.of("");
      for (int character : text.codePoints().toArray()) {
        Set<String> longer = new TreeSet<>();
        for (String start : begun) {
          cases(character).forEach(letter -> longer.add(start + letter));
        }
        begun = longer;
      }
      spellings.addAll(begun);
    }
    return spellings;
  }

  /** ASCII letters in lower case only: the index folds them, and LIKE ignores their case. */
  private static Set<String> cases(int character) {
    int upper = Character.toUpperCase(character);
    String lower = Character.toString(Character.toLowerCase(upper));
    return character < 0x80
        ? Set.of(lower)
        : new TreeSet<>(List.of(Character.toString(character), Character.toString(upper), lower));
  }
}
