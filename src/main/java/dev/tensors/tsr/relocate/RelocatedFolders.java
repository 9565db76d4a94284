package dev.tensors.tsr.relocate;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.folders.AbsentFiles;
import dev.tensors.tsr.reading.folders.RequestedPaths;
import dev.tensors.tsr.relocate.Counterparts.Counterpart;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Relocates what is recorded of folders besides their files: scanned folders and refused files. */
final class RelocatedFolders {

  private final LocalFiles files;
  private final FailedFiles failures;
  private final ScannedFolders folders;

  public RelocatedFolders(Database database) {
    this.files = new LocalFiles(database);
    this.failures = new FailedFiles(database);
    this.folders = new ScannedFolders(database);
  }

  /**
   * The path by which a folder is recorded, which may be a symlink by now.
   *
   * @param newFolder a real path
   * @return empty if nothing is recorded below the folder
   */
  public Optional<String> recorded(Path folder, Path newFolder) {
    return RequestedPaths.spellings(folder).stream()
        .filter(spelling -> !spelling.equals(newFolder))
        .map(Path::toString)
        .filter(spelling -> !files.below(spelling).isEmpty() || !folders.at(spelling).isEmpty())
        .findFirst();
  }

  /** Moves the refused files that are in the new folder, so that no scan reports them as new. */
  void relocateFailures(String oldFolder, Counterparts counterparts) throws InterruptedException {
    Pages.each(
        failures.below(oldFolder),
        page -> page.forEach(file -> relocateFailure(file, counterparts)));
  }

  private void relocateFailure(FailedFile file, Counterparts counterparts) {
    Counterpart counterpart = counterparts.of(file.path());
    FoundFile found = counterpart.found();
    if (found != null && found.stamp().sizeBytes() == file.sizeBytes()) {
      failures.move(file.path(), counterpart.path());
    } else if (AbsentFiles.isGone(file.path())) {
      failures.forget(file.path());
    }
  }

  /**
   * Has scan remember the new folder where it remembers the old one, and forget the old one where
   * no file is left that is not marked missing. Of a folder above the old one both stay.
   */
  void relocate(String oldFolder, Path newFolder) {
    folders.change(
        all -> {
          for (String folder : Set.copyOf(all)) {
            if (ScannedFolders.isAt(folder, oldFolder)) {
              relocate(folder, newFolder.resolve(relative(folder, oldFolder)), all);
            } else if (ScannedFolders.isAt(oldFolder, folder)) {
              all.add(newFolder.toString());
            }
          }
        });
  }

  private static String relative(String path, String folder) {
    return path.equals(folder) ? "" : path.substring(folder.length() + 1);
  }

  private void relocate(String folder, Path relocated, Set<String> all) {
    boolean there = Files.isDirectory(relocated);
    if (there) {
      all.add(RequestedPaths.real(relocated).toString());
    }
    boolean empty = files.countAt(folder) == 0;
    if (empty
        && (there || RecordedPath.of(folder).map(FileRecognizer::isFolderGone).orElse(true))) {
      all.remove(folder);
    }
  }
}
