package dev.tensors.tsr.scan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What images did with one picture.
 *
 * @param path its real path
 * @param tool the program that made it; null if it is not known
 * @param models the number of models that it names
 * @param reason why it failed, or the part of it that could not be read; null if all was read
 * @param known whether images before had the same result: the failure, or that it is missing
 */
public record PictureOutcome(
    String path,
    Status status,
    @Nullable String tool,
    long models,
    @Nullable String reason,
    boolean known) {

  /** What became of a picture since images ran before. */
  public enum Status {
    NEW,
    CHANGED,
    UNCHANGED,
    FAILED,
    MISSING;

    /** The word in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
