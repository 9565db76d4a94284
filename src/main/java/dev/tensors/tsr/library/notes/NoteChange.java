package dev.tensors.tsr.library.notes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of notes. A null leaves a value as it is.
 *
 * @param clear whether the old note is removed first
 * @param text the new text; empty: none
 * @param rating 1 to 5 stars; 0: not rated
 * @param favourite whether the content is a favourite
 * @param weight the new weight; NaN: none
 * @param triggers the user's own trigger words, which replace the old ones
 * @param tags tags to add
 * @param removedTags tags to remove
 */
public record NoteChange(
    boolean clear,
    @Nullable String text,
    @Nullable Integer rating,
    @Nullable Boolean favourite,
    @Nullable Double weight,
    @Nullable List<String> triggers,
    List<String> tags,
    List<String> removedTags) {

  /** Whether the change leaves each note as it is. */
  public boolean isNone() {
    return equals(new NoteChange(false, null, null, null, null, null, List.of(), List.of()));
  }
}
