package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Conditions;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of one or two characters that a model must have.
 *
 * @param place the columns that may have it
 * @param text folded
 */
record ShortText(Place place, String text) {

  /**
   * The condition that a row of the stored texts has all of these. Reading them through the index
   * takes twice as long.
   *
   * @param row the alias of {@link SearchIndex#content}
   */
  static Conditions inContent(List<ShortText> all, String row) {
    Conditions conditions = new Conditions();
    for (ShortText text : all) {
      List<String> alternatives = new ArrayList<>();
      List<Object> values = new ArrayList<>();
      for (int column : text.place.columns()) {
        alternatives.add(row + ".c" + column + " LIKE ? ESCAPE '\\'");
        values.add("%" + text.text.replaceAll("[\\\\%_]", "\\\\$0") + "%");
      }
      conditions.and("(" + String.join(" OR ", alternatives) + ")", values.toArray());
    }
    return conditions;
  }
}
