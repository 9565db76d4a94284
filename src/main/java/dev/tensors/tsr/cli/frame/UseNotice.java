package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.text.Counts;
import java.util.Locale;

/** Says how many pictures a statement about uses is based on. */
public final class UseNotice {

  private UseNotice() {}

  /**
   * The notice.
   *
   * @param unused whether the rows are files without a use
   */
  public static String of(FileUses.Pictures pictures, boolean unused) {
    if (pictures.all() == 0) {
      return "No pictures are recorded yet; run tsr db images FOLDER.";
    }
    return unused
        ? "No recorded picture names these files, or a copy of them; "
            + of(pictures)
            + "; VAEs, text encoders and other files that many pictures do not name are left out"
        : of(pictures);
  }

  /** A clause that reads right for all counts. */
  public static String of(FileUses.Pictures pictures) {
    return String.format(
        Locale.ROOT,
        "models are named in %,d of %s",
        pictures.telling(),
        Counts.of(pictures.all(), "picture", "pictures"));
  }
}
