package dev.tensors.tsr.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tags that the user gave contents, in tsr or in another manager. Tags that differ only in case
 * are one tag.
 */
final class UserTags {

  private UserTags() {}

  /** SQL: the tags of a file, each on a line. */
  static String of(String sha256Column) {
    return "concat_ws(char(10), "
        + Notes.ownTags(sha256Column)
        + ", "
        + ImportedNotes.value(sha256Column, ImportedNotes.TAGS)
        + ")";
  }

  /** Tags in their order, without those that differ from an earlier one in case only. */
  static List<String> distinct(Collection<String> tags) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return tags.stream().filter(seen::add).toList();
  }
}
