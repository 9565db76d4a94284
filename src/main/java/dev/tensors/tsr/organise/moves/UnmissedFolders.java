package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells which folders nobody misses once they are empty: those below the folders that scan was
 * given, but none whose name programs give to a folder for a type of models.
 *
 * @param roots the folders that scan was given
 */
record UnmissedFolders(List<String> roots) implements Predicate<Path> {

  @Override
  public boolean test(Path folder) {
    String path = folder.toString();
    return roots.stream().anyMatch(root -> ScannedFolders.isAt(path, root) && !path.equals(root))
        && !Layout.isFolderOfType(String.valueOf(folder.getFileName()));
  }
}
