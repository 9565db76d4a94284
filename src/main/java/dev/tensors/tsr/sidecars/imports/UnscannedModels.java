package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.sidecars.files.FolderListings;
import dev.tensors.tsr.sidecars.files.SidecarFolder;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds model files with sidecars which a scan would add to the catalogue. */
final class UnscannedModels {

  private final LocalFiles files;
  private final FailedFiles failed;

  /** The model files in the listed folders that are not known to be recorded. */
  private final Set<Path> left = new TreeSet<>();

  UnscannedModels(Database database) {
    this.files = new LocalFiles(database);
    this.failed = new FailedFiles(database);
  }

  /** A folder was listed, whose recorded files follow. */
  void listed(SidecarFolder folder) {
    left.addAll(folder.models());
  }

  /** A file is recorded. */
  void recorded(Path file) {
    left.remove(file);
  }

  /** The files, in the order of their paths. */
  List<Path> found() {
    FolderListings<SidecarFolder> folders = new FolderListings<>(SidecarFolder::read);
    return left.stream()
        .filter(file -> !ModelFormat.isPickle(file)) // scanned on request only
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .filter(
            file ->
                !folders
                    .at(file.resolveSibling(""))
                    .of(String.valueOf(file.getFileName()))
                    .isEmpty())
        .filter(file -> files.byPath(file.toString()).isEmpty())
        .filter(file -> failed.byPath(file.toString()).isEmpty())
        .toList();
  }
}
