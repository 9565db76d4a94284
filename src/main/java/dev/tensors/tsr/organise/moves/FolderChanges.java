package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.organise.moves.Moves.Change;
import dev.tensors.tsr.organise.moves.Moves.ChangedFolder;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.system.FolderSync;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The folders that a run makes, fills, empties and removes. Each is written down as it was before
 * it is changed for the first time.
 */
public final class FolderChanges {

  private final Moves moves;
  private final LongSupplier run;

  /** The permissions with which a folder is made; empty: the usual ones. */
  private final Function<Path, Optional<String>> permissions;

  /** The folders that are written down in this run. */
  private final Set<Path> noted = new HashSet<>();

  /**
   * @param run the number of the run, once it has begun
   * @param permissions with which a folder is made; empty: the usual ones
   */
  FolderChanges(Moves moves, LongSupplier run, Function<Path, Optional<String>> permissions) {
    this.moves = moves;
    this.run = run;
    this.permissions = permissions;
  }

  /** The folder of a file or of another folder. */
  static Path folder(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** Writes down a folder that is there. */
  void noteFolder(Path folder) {
    if (noted.add(folder)) {
      note(folder, Change.KEPT);
    }
  }

  /** Notes the folders that have to be made, and the one in which that is done. */
  void noteTarget(Path folder) {
    Path existing = folder;
    while (existing.getParent() != null
        && !noted.contains(existing)
        && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      noted.add(existing);
      moves.change(
          run.getAsLong(), Change.MADE, new ChangedFolder(existing.toString(), null, null));
      existing = existing.getParent();
    }
    noteFolder(existing);
  }

  private void note(Path folder, Change change) {
    String mode = null;
    Long time = null;
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      time = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    } catch (IOException | UnsupportedOperationException e) {
      // what is not known is not restored
    }
    moves.change(run.getAsLong(), change, new ChangedFolder(folder.toString(), mode, time));
  }

  /** Makes a folder and those above it, with the permissions that they had before, if any. */
  void make(Path folder) throws IOException {
    Deque<Path> absent = new ArrayDeque<>();
    for (Path above = folder;
        above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS);
        above = above.getParent()) {
      absent.push(above);
    }
    for (Path path : absent) {
      try {
        Files.createDirectory(path);
        Optional<String> mode = permissions.apply(path);
        if (mode.isPresent()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode.get()));
        }
        FolderSync.wait(path.getParent());
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
    }
  }

  /** Removes the folders that are empty now, and then those above them. */
  void removeEmptied(Set<Path> folders, Predicate<Path> isRemovable) {
    Set<Path> level = folders;
    while (!level.isEmpty()) {
      List<Path> empty = level.stream().filter(isRemovable).filter(FolderChanges::isEmpty).toList();
      if (empty.isEmpty()) {
        return;
      }
      moves.together(
          () ->
              empty.forEach(
                  folder -> {
                    noteFolder(folder(folder));
                    note(folder, Change.REMOVED);
                  }));
      Set<Path> above = new LinkedHashSet<>();
      for (Path folder : empty) {
        if (remove(folder)) {
          above.add(folder.getParent());
        }
      }
      above.forEach(FolderSync::wait);
      level = above;
    }
  }

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** Removes a folder; one that is not empty stays. */
  public static boolean remove(Path folder) {
    try {
      Files.delete(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes folders that were removed, where a file has come back or not. */
  void makeAgain(List<ChangedFolder> folders) {
    moves.together(() -> folders.forEach(folder -> noteTarget(Path.of(folder.path()))));
    for (ChangedFolder folder : folders) {
      try {
        make(Path.of(folder.path()));
      } catch (IOException e) {
        continue; // it was empty
      }
    }
  }

  /** Removes folders that are empty; the others stay. */
  void removeIfEmpty(List<ChangedFolder> folders) {
    for (ChangedFolder folder : folders) {
      Path path = Path.of(folder.path());
      if (isEmpty(path)) {
        moves.together(
            () -> {
              noteFolder(folder(path));
              note(path, Change.REMOVED);
            });
        remove(path);
      }
    }
  }

  /** Removes the folders that were made for files which then did not come. */
  static void removeUnused(long run, Moves moves) throws InterruptedException {
    Pages.each(
        moves.made(run),
        page ->
            page.stream()
                .map(made -> Path.of(made.path()))
                .filter(FolderChanges::isEmpty)
                .forEach(FolderChanges::remove));
  }

  /** Ends a run: removes what it made in vain, and writes down the times that folders have now. */
  static void end(long run, Moves moves) throws InterruptedException {
    removeUnused(run, moves);
    Pages.each(
        moves.folders(run, Change.KEPT),
        page ->
            moves.together(
                () ->
                    page.forEach(
                        folder -> {
                          Long time = time(Path.of(folder.path()));
                          if (time != null) {
                            moves.after(run, folder.path(), time);
                          }
                        })));
    moves.end(run);
  }

  /** The modification time of a folder in nanoseconds since 1970; null if it is not there. */
  static @Nullable Long time(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      return null;
    }
  }

  static void setTime(Path folder, long mtimeNs) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(mtimeNs, TimeUnit.NANOSECONDS));
    } catch (IOException e) {
      return; // it is not ours
    }
  }
}
