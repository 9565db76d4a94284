package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the recorded files that are no longer below the folders that were scanned. */
final class MissingFileDetector {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final FailedFiles failures;
  private final Set<String> unnameable;
  private final FileRecognizer recognition;
  private final ScanListener listener;

  /**
   * @param unnameable files that this scan refused and that their paths' texts do not lead to
   */
  MissingFileDetector(
      LocalFiles files,
      FailedFiles failures,
      Set<String> unnameable,
      FileRecognizer recognition,
      ScanListener listener) {
    this.files = files;
    this.failures = failures;
    this.unnameable = unnameable;
    this.recognition = recognition;
    this.listener = listener;
  }

  /**
   * Hands over each file that is gone, except where a whole folder looks like an absent disk: it
   * may have disappeared in the middle of the scan.
   *
   * @param folders those that were scanned
   * @param found model files, good or bad, that were there
   * @param gone takes recorded files
   * @param leftOut takes recorded files that are there and that this scan does not look for
   * @param failedNoLonger takes files that were refused once, and are gone or something else now
   */
  void find(
      Collection<Path> folders,
      Collection<Path> found,
      Consumer<LocalFile> gone,
      Consumer<LocalFile> leftOut,
      Consumer<FailedFile> failedNoLonger)
      throws InterruptedException {
    List<Path> spared = new ArrayList<>();
    for (Path folder : folders) {
      boolean holdsSome =
          found.stream()
              .anyMatch(
                  file -> file.startsWith(folder) && Files.exists(file, LinkOption.NOFOLLOW_LINKS));
      long lost = holdsSome ? 0 : lostWithAllOthers(folder);
      if (lost > 0) {
        spared.add(folder);
        listener.emptied(folder, lost);
      }
    }
    for (Path folder : folders) {
      each(
          folder,
          file -> {
            if (isGone(file) && !isBelow(file.path(), spared)) {
              recognition.dismiss(file.id()); // folders may lie in one another
              gone.accept(file);
            } else if (isLeftOut(file)) {
              recognition.dismiss(file.id());
              leftOut.accept(file);
            }
          });
      eachFailed(
          folder,
          file -> {
            if (!mayStillFail(file.path()) && !isBelow(file.path(), spared)) {
              failedNoLonger.accept(file);
            }
          });
    }
  }

  /**
   * What is there and no folder, the scan has looked at; but not at a symlink that leads to a file.
   */
  private boolean mayStillFail(String recorded) {
    if (!FolderWalk.hasWholeText(recorded)) {
      return unnameable.contains(recorded);
    }
    try {
      Path path = Path.of(recorded);
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isSymbolicLink() ? !Files.exists(path) : !attributes.isDirectory();
    } catch (InvalidPathException e) {
      return false;
    } catch (IOException e) {
      return !ReadFailure.isAbsence(e);
    }
  }

  /** A recorded path may be none that a file can have, as far as the database knows. */
  private static boolean isBelow(String path, List<Path> folders) {
    return folders.stream().anyMatch(folder -> path.startsWith(folder + File.separator));
  }

  /** How many files are newly gone from a folder in which no other is left; else 0. */
  private long lostWithAllOthers(Path folder) throws InterruptedException {
    long[] found = {0};
    long[] lost = {0};
    each(
        folder,
        file -> {
          if (!FileRecognizer.isGone(file.path())) {
            found[0]++;
          } else if (!file.missing()) {
            lost[0]++;
          }
        });
    return found[0] == 0 ? lost[0] : 0;
  }

  /** Whether the scan passed by a pickle that an earlier scan recorded. */
  private boolean isLeftOut(LocalFile file) {
    return !recognition.isPresent(file.id())
        && !FileRecognizer.isGone(file.path())
        && ModelFormat.of(Path.of(file.path())) == ModelFormat.PICKLE;
  }

  private boolean isGone(LocalFile file) {
    return !recognition.isPresent(file.id()) && FileRecognizer.isGone(file.path());
  }

  private void each(Path folder, Consumer<LocalFile> consumer) throws InterruptedException {
    List<LocalFile> page = files.below(folder.toString(), null, PAGE);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      goOnUnlessInterrupted();
      page = files.below(folder.toString(), page.getLast().path(), PAGE);
    }
  }

  private void eachFailed(Path folder, Consumer<FailedFile> consumer) throws InterruptedException {
    List<FailedFile> page = failures.below(folder.toString(), null, PAGE);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      goOnUnlessInterrupted();
      page = failures.below(folder.toString(), page.getLast().path(), PAGE);
    }
  }

  private static void goOnUnlessInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
