package dev.tensors.tsr.images;

import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.pictures.OwnImages;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.reading.folders.NestedPaths;
import dev.tensors.tsr.reading.folders.RequestedPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The symlinks below searched folders that lead out of them. */
final class OutsideLinks {

  private final RequestedPaths searched;
  private final ScannedFolders remembered;
  private final OwnImages images;
  private final Set<Path> folders = new HashSet<>();

  /** Targets with a recorded picture, so that there are no more than such pictures. */
  private final Set<Path> recorded = new HashSet<>();

  private @Nullable List<String> before;
  private long links;

  /** The first one that leads to a folder, else the first one. */
  private @Nullable Path example;

  private @Nullable Path exampleTarget;

  OutsideLinks(Collection<Path> searched, ScannedFolders remembered, OwnImages images) {
    this.searched = new RequestedPaths(searched);
    this.remembered = remembered;
    this.images = images;
  }

  /** Whether a symlink leads to a place within the searched folders; one that does not is noted. */
  boolean isInside(Path link, Path target) {
    if (searched.covers(target)) {
      return true;
    }
    if (before == null) {
      before = remembered.all();
    }
    boolean searchedBefore =
        before.stream().anyMatch(folder -> ScannedFolders.isAt(target.toString(), folder));
    if (!searchedBefore) {
      note(link, target);
    }
    return false;
  }

  private void note(Path link, Path target) {
    links++;
    boolean folder = Files.isDirectory(target);
    if (example == null || folder && folders.isEmpty()) {
      example = link;
      exampleTarget = target;
    }
    if (folder) {
      if (!searched.isAnyBelow(target)) { // else its pictures are mostly those that are searched
        folders.add(target);
      }
    } else if (images.presentAt(target.toString()) > 0) {
      recorded.add(target);
    }
  }

  Optional<FolderOutcome> found() {
    return example == null || exampleTarget == null
        ? Optional.empty()
        : Optional.of(new FolderOutcome.LeadsOut(links, example, exampleTarget, recordedBehind()));
  }

  private long recordedBehind() {
    long pictures =
        recorded.stream().filter(file -> !NestedPaths.isAtOrBelow(file, folders)).count();
    for (Path folder : folders) {
      if (!NestedPaths.isAtOrBelow(folder.getParent(), folders)) {
        pictures += images.presentAt(folder.toString());
      }
    }
    return pictures;
  }
}
