package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says how many pictures a statement about uses is based on. */
public final class UseNotice {

  private UseNotice() {}

  /**
   * The notice.
   *
   * @param unused whether the rows are files without a use
   */
  public static String of(FileUses uses, boolean unused) {
    if (!uses.isKnown()) {
      return "No pictures are recorded yet; run tsr db images FOLDER.";
    }
    if (!unused) {
      return of(uses);
    }
    String none =
        "No recorded " + kinds(uses) + " names these files, or a copy of them; " + of(uses);
    return uses.hasWorkflows()
        ? none
        : none
            + "; VAEs, text encoders and other files that many pictures do not name are left out";
  }

  /** The kinds that are recorded, in the singular. */
  private static String kinds(FileUses uses) {
    List<String> kinds = uses.recorded().stream().map(one -> one.kind().word()).toList();
    int last = kinds.size() - 1;
    return last == 0
        ? kinds.getFirst()
        : String.join(", ", kinds.subList(0, last)) + " or " + kinds.get(last);
  }

  /** A clause that reads right for all counts. */
  public static String of(FileUses uses) {
    return uses.isKnown()
        ? uses.recorded().stream()
            .map(UseNotice::of)
            .collect(Collectors.joining(", ", "models are named in ", ""))
        : "models are named in 0 of 0 pictures";
  }

  private static String of(FileUses.Recorded recorded) {
    String word = recorded.kind().word();
    return String.format(
        Locale.ROOT, "%,d of %s", recorded.telling(), Counts.of(recorded.all(), word, word + "s"));
  }
}
