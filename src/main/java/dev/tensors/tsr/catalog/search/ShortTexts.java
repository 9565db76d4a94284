package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Texts of one or two characters, one of which a model must have.
 *
 * @param column where it must be; null: anywhere
 */
record ShortTexts(String column, List<String> texts) {

  private static final List<String> COLUMNS =
      List.of("name", "creator", "tags", "words", "versions", "files");

  /**
   * The condition that a row of {@code model_search_content} has one of each of these. That table
   * is where the index keeps the texts: reading them through the index takes twice as long.
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

  /** The texts with each of their characters in each case. */
  Set<String> spellings() {
    Set<String> spellings = new TreeSet<>();
    for (String text : texts) {
      Set<String> begun = Set.of("");
      for (int character : text.codePoints().toArray()) {
        Set<String> longer = new TreeSet<>();
        for (String start : begun) {
          cases(character).forEach(one -> longer.add(start + one));
        }
        begun = longer;
      }
      spellings.addAll(begun);
    }
    return spellings;
  }

  /** Of ASCII letters the index has the small ones, and LIKE does not tell them apart. */
  private static Set<String> cases(int character) {
    int upper = Character.toUpperCase(character);
    String lower = Character.toString(Character.toLowerCase(upper));
    return character < 0x80
        ? Set.of(lower)
        : new TreeSet<>(List.of(Character.toString(character), Character.toString(upper), lower));
  }
}
