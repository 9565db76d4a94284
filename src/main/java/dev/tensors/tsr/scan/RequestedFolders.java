package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.ScannedFolders;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Remembers the folders that a scan is to read, and reports what is recorded in absent ones. */
final class RequestedFolders {

  private final ScannedFolders remembered;
  private final LocalFiles files;

  RequestedFolders(Database database, LocalFiles files) {
    this.remembered = new ScannedFolders(database);
    this.files = files;
  }

  void remember(Collection<Path> paths) {
    remember(remembered, paths);
  }

  /** Remembers the paths that are folders and whose text leads to them again. */
  static void remember(ScannedFolders remembered, Collection<Path> paths) {
    remembered.remember(
        paths.stream()
            .filter(Files::isDirectory)
            .map(path -> RequestedPaths.real(path).toString())
            .filter(PathText::hasWholeText)
            .toList());
  }

  /** Reports a path where nothing is, with the number of files that are recorded below it. */
  void reportAbsent(Path path, ScanListener listener) {
    long recorded = 0;
    boolean known = false;
    for (Path spelling : RequestedPaths.spellings(path)) {
      recorded += files.countAt(spelling.toString());
      known |= !remembered.at(spelling.toString()).isEmpty();
    }
    listener.absent(path, recorded, known);
  }
}
