package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.answers.ModelCopies;
import dev.tensors.tsr.answers.repositories.Repositories;
import dev.tensors.tsr.answers.repositories.RepositoryLinks;
import dev.tensors.tsr.answers.repositories.RepositoryLinks.Wanted;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.library.schema.OtherCatalogue;
import dev.tensors.tsr.sidecars.imports.SidecarImport.ImportOutcome;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes over another catalogue of tsr: its cached models and repositories where its answers are
 * later, and, where nothing is said here, the user's notes on contents and links by hand.
 */
final class CatalogueImport {

  private static final byte[] START = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private CatalogueImport() {}

  /** Whether a path is a database, and no folder or model file. */
  static boolean isDatabase(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(START.length), START);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Imports a catalogue.
   *
   * @throws dev.tensors.tsr.sqlite.DatabaseUnusable if it is damaged, not tsr's, or from a newer
   *     tsr
   * @throws InterruptedException if the thread was interrupted; what was taken stays
   */
  static void run(Database database, Path file, ImportReport report) throws InterruptedException {
    try (OtherCatalogue other = OtherCatalogue.open(file)) {
      long repositories = new Repositories(database).take(other.database());
      report.done(
          new ImportOutcome.OfCatalogue(
              file,
              new ModelCopies(database, other.database()).run(),
              new Notes(database).take(other.database()),
              new Links(database).takeLinksByHand(other.database()),
              repositories,
              repositories == 0 ? 0 : new RepositoryLinks(database).link(Wanted.ALL).size()));
    }
  }
}
