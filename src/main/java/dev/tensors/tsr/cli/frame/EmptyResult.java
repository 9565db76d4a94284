package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.CatalogueContents;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;

/** Says what to do first where a query can have no result yet. */
public final class EmptyResult {

  /** What a query looks for. */
  public enum Wanted {
    FILES,
    LINKED_FILES,
    MODELS
  }

  private EmptyResult() {}

  /**
   * Says which command fills the catalogue with what is wanted, if nothing of it is there.
   *
   * @return false if there is something of it, but the query found nothing; the command says more
   */
  public static boolean notice(CommandContext context, Database database, Wanted wanted) {
    if (Files.notExists(database.file())) {
      return true; // which was said when it was to be opened
    }
    String step = firstStep(CatalogueContents.of(database), wanted);
    if (step != null) {
      context.messages().notice(step);
    }
    return step != null;
  }

  private static String firstStep(CatalogueContents contents, Wanted wanted) {
    if (wanted == Wanted.MODELS && !contents.hasModels()) {
      return "No model is cached yet: tsr db cache MODEL stores one, "
          + (contents.hasFiles() ? "tsr db link" : "tsr db scan FOLDER and then tsr db link")
          + " those of your files.";
    }
    if (wanted != Wanted.MODELS && !contents.hasFiles()) {
      return "The catalogue has no files yet: tsr db scan FOLDER records them.";
    }
    return wanted == Wanted.LINKED_FILES && !contents.hasLinks()
        ? "No file is linked to CivitAI yet: tsr db link finds out what the files are."
        : null;
  }
}
