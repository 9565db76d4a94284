package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.text.Folding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tags that the user gave contents, in tsr or in another manager. Tags whose names are the same
 * folded are one tag.
 */
public final class UserTags {

  private UserTags() {}

  /** SQL: the tags of a file, each on a line. */
  public static String of(String sha256Column) {
    return "concat_ws(char(10), "
        + Notes.ownTags(sha256Column)
        + ", "
        + ImportedNotes.value(sha256Column, ImportedNotes.TAGS)
        + ")";
  }

  /** Whether two names are those of one tag. */
  static boolean areSame(String tag, String other) {
    return Folding.of(tag).equals(Folding.of(other));
  }

  /** Tags in their order, each in its first spelling. */
  public static List<String> distinct(Collection<String> tags) {
    Set<String> seen = new HashSet<>();
    List<String> distinct = new ArrayList<>(tags.size());
    for (String tag : tags) { // no stream: a list asks it for each file
      if (seen.add(Folding.of(tag))) {
        distinct.add(tag);
      }
    }
    return distinct;
  }
}
