package dev.tensors.tsr.library.notes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user has noted about a content.
 *
 * @param sha256 of the content, upper case hex
 * @param text any text; null: none
 * @param rating 1 to 5 stars; null: not rated
 * @param weight the weight to use an adapter with; null: none
 * @param triggers the user's own trigger words
 * @param tags the user's own tags, sorted
 */
public record Note(
    String sha256,
    @Nullable String text,
    @Nullable Long rating,
    boolean favourite,
    @Nullable Double weight,
    List<String> triggers,
    List<String> tags) {

  /** The note of a content about which nothing is noted. */
  public static Note empty(String sha256) {
    return new Note(sha256, null, null, false, null, List.of(), List.of());
  }

  /**
   * Whether the note has the same value as an imported one.
   *
   * @param key of {@link ImportedNotes}
   */
  public boolean tells(String key, String value) {
    return switch (key) {
      case ImportedNotes.TEXT -> value.strip().equals(text);
      case ImportedNotes.TRIGGERS -> Notes.lines(value).equals(triggers);
      case ImportedNotes.WEIGHT -> weight != null && value.equals(weight.toString());
      case ImportedNotes.FAVOURITE -> favourite;
      case ImportedNotes.TAGS ->
          Notes.lines(value).stream()
              .allMatch(tag -> tags.stream().anyMatch(own -> UserTags.areSame(own, tag)));
      default -> false;
    };
  }

  /** Whether nothing is noted. */
  public boolean isEmpty() {
    return equals(empty(sha256));
  }
}
