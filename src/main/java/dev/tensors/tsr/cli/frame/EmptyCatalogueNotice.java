package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.library.CatalogueContents;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Names the command to run first if a query finds nothing because the catalogue is empty. */
public final class EmptyCatalogueNotice {

  /** The rows that a query looks for. */
  public enum Wanted {
    FILES,
    /** At CivitAI. */
    LINKED_FILES,
    /** At CivitAI, or to a repository at Hugging Face. */
    FILES_LINKED_ANYWHERE,
    MODELS
  }

  private EmptyCatalogueNotice() {}

  /**
   * Prints which command to run, if the catalogue has no rows of this kind.
   *
   * @return false if the catalogue has such rows, but none matches the query
   */
  public static boolean print(CommandContext context, Database database, Wanted wanted) {
    if (Files.notExists(database.file())) {
      return true; // printed when the catalogue was opened
    }
    String step = firstStep(CatalogueContents.of(database), wanted);
    if (step != null) {
      context.messages().notice(step);
    }
    return step != null;
  }

  private static @Nullable String firstStep(CatalogueContents contents, Wanted wanted) {
    if (wanted == Wanted.MODELS && !contents.hasModels()) {
      return "No model is cached yet; run "
          + (contents.hasFiles() ? "" : "tsr db scan FOLDER and then ")
          + "tsr db link, or tsr db cache MODEL.";
    }
    if (wanted != Wanted.MODELS && !contents.hasFiles()) {
      return "The catalogue has no files yet; run tsr db scan FOLDER.";
    }
    boolean lacksLinks =
        wanted == Wanted.LINKED_FILES && !contents.hasLinks()
            || wanted == Wanted.FILES_LINKED_ANYWHERE
                && !contents.hasLinks()
                && !contents.hasLinksToRepositories();
    return lacksLinks ? "No file is linked to CivitAI yet; run tsr db link." : null;
  }
}
