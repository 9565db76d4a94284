package dev.tensors.tsr.images;

import dev.tensors.tsr.library.pictures.OwnImages.OwnImage;
import dev.tensors.tsr.library.pictures.PictureWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What images did with one picture.
 *
 * @param path its real path
 * @param tool the program that made it; null if it is not known
 * @param models the number of models that it names, or named when it could be read
 * @param reason why it failed, or the part of it that could not be read; null if all was read
 * @param known whether images before had the same result: the failure, or that it is missing
 */
record PictureOutcome(
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
    /** It is unchanged, under another path. */
    MOVED,
    FAILED,
    MISSING;

    /** The word in results; the picture at the new path is the recorded one. */
    public String word() {
      return (this == MOVED ? UNCHANGED : this).name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of a picture that was not read.
   *
   * @param status unless it failed when it was read
   */
  static PictureOutcome known(OwnImage image, String path, Status status) {
    boolean missing = status == Status.MISSING;
    return new PictureOutcome(
        path,
        image.failure() == null || missing ? status : Status.FAILED,
        image.tool(),
        image.models(),
        missing ? null : image.failure() == null ? image.problem() : image.failure(),
        !missing || image.missingSince() != null);
  }

  /**
   * What became of a picture that was read.
   *
   * @param before as it was recorded; null: it is new
   */
  static PictureOutcome of(PictureWriter.Read read, @Nullable OwnImage before) {
    if (read.failure() == null) {
      return new PictureOutcome(
          read.path(),
          before == null ? Status.NEW : Status.CHANGED,
          read.tool(),
          read.models().size(),
          read.problem(),
          false);
    }
    OwnImage kept = read.mayPass() ? before : null;
    return new PictureOutcome(
        read.path(),
        Status.FAILED,
        kept == null ? null : kept.tool(),
        kept == null ? 0 : kept.models(),
        read.failure(),
        before != null && !read.mayPass() && read.failure().equals(before.failure()));
  }
}
