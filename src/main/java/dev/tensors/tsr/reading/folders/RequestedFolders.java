package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Remembers the folders that a scan is to read, and finds those that it need not look for. */
public final class RequestedFolders {

  private final ScannedFolders remembered;
  private final Predicate<String> holdsRecorded;
  private final boolean dryRun;

  /**
   * @param holdsRecorded whether anything is recorded below a folder that has not moved
   * @param dryRun whether to remember nothing
   */
  public RequestedFolders(
      ScannedFolders remembered, Predicate<String> holdsRecorded, boolean dryRun) {
    this.remembered = remembered;
    this.holdsRecorded = holdsRecorded;
    this.dryRun = dryRun;
  }

  /** Remembers the paths that are folders and whose text leads to them again. */
  public void remember(Collection<Path> paths) {
    if (!dryRun) {
      remembered.remember(
          paths.stream()
              .filter(Files::isDirectory)
              .map(path -> RequestedPaths.real(path).toString())
              .filter(PathText::hasWholeText)
              .toList());
    }
  }

  /** Whether a remembered folder is at a path or below it. */
  public boolean areAt(Path path) {
    return !remembered.at(path.toString()).isEmpty();
  }

  /**
   * Tells of the folders that are no longer remembered, and of the paths that do not exist.
   *
   * @param left remembered folders that are gone with all of their files
   * @param absent requested paths, of which those that are left are told once
   * @param recordedAt the number of files that are recorded at a path
   */
  public void report(
      List<Path> left,
      List<Path> absent,
      ToLongFunction<String> recordedAt,
      Consumer<FolderOutcome> listener) {
    left.forEach(folder -> listener.accept(new FolderOutcome.Left(folder)));
    for (Path path : absent) {
      Set<Path> spellings = RequestedPaths.spellings(path);
      if (Collections.disjoint(spellings, left)) {
        listener.accept(
            new FolderOutcome.Absent(
                path,
                spellings.stream().map(Path::toString).mapToLong(recordedAt).sum(),
                spellings.stream().anyMatch(this::areAt)));
      }
    }
  }

  /** Records the disk of a folder in which files were found. */
  public void found(Path folder) {
    String device = device(folder);
    if (!dryRun && device != null) {
      remembered.found(folder.toString(), device);
    }
  }

  /** Whether a folder surely is on the disk on which files were last found in it. */
  public boolean isOnItsDisk(Path folder) {
    String device = device(folder);
    return device != null
        && !device.isEmpty()
        && remembered.devices().entrySet().stream()
            .anyMatch(
                root ->
                    device.equals(root.getValue())
                        && ScannedFolders.isAt(folder.toString(), root.getKey()));
  }

  private static @Nullable String device(Path folder) {
    try {
      return ScannedFolders.device(Files.readAttributes(folder, BasicFileAttributes.class));
    } catch (IOException e) {
      return null; // it went during the scan
    }
  }

  /** The remembered folders that held files, are gone, and of which no file is left. */
  public List<Path> left() {
    List<Path> left = new ArrayList<>();
    remembered
        .devices()
        .forEach(
            (folder, device) -> {
              Path path = RecordedPath.of(folder).orElse(null);
              if (path != null
                  && device != null
                  && FileRecognizer.isFolderGone(path)
                  && !holdsRecorded.test(folder)) {
                left.add(path);
              }
            });
    return left;
  }
}
