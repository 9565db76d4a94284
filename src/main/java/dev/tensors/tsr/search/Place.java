package dev.tensors.tsr.search;

import java.util.List;

/**
 * Columns of the index in which a text is sought.
 *
 * @param filter in the index's syntax, before a phrase
 * @param columns their numbers
 */
record Place(String filter, List<Integer> columns) {

  static final Place NAME = new Place("name : ", List.of(0));
  static final Place CREATOR = new Place("creator : ", List.of(1));
  static final Place TAGS = new Place("tags : ", List.of(2));

  static final Place VERSIONS = new Place("versions : ", List.of(4));

  /** The texts as they are written, with what separates their words. */
  static final Place TEXTS = new Place("- letters : ", List.of(0, 1, 2, 3, 4, 5));

  /** The name without what separates its words. */
  static final Place LETTERS = new Place("letters : ", List.of(6));

  static final Place ANYWHERE = new Place("", List.of(0, 1, 2, 3, 4, 5, 6));
}
