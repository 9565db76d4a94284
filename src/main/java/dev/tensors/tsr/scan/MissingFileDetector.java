package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.reading.folders.FoundPaths;
import dev.tensors.tsr.reading.folders.RequestedFolders;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/** Finds recorded files that are gone from the scanned folders. */
final class MissingFileDetector {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final FailedFiles failures;
  private final RequestedFolders remembered;
  private final Set<String> unnameable;
  private final FileRecognizer recognition;
  private final Consumer<FolderOutcome> folderOutcomes;
  private final boolean dryRun;

  /**
   * @param unnameable the refused files of this scan whose paths cannot be opened again by their
   *     text
   */
  MissingFileDetector(
      LocalFiles files,
      FailedFiles failures,
      RequestedFolders remembered,
      Set<String> unnameable,
      FileRecognizer recognition,
      Consumer<FolderOutcome> folderOutcomes,
      boolean dryRun) {
    this.files = files;
    this.failures = failures;
    this.remembered = remembered;
    this.unnameable = unnameable;
    this.recognition = recognition;
    this.folderOutcomes = folderOutcomes;
    this.dryRun = dryRun;
  }

  /**
   * Passes on each file that is gone, unless all files of a folder are gone, as if its disk had
   * been unmounted during the scan. Where the disk surely is mounted, and copies of all these files
   * are elsewhere, they were deleted.
   *
   * @param folders the scanned folders
   * @param found model files, valid or refused, that the scan has found
   * @param gone receives recorded files
   * @param leftOut receives recorded pickles that exist, in a scan without pickles
   * @param failedNoLonger receives formerly refused files that are gone, or no longer files
   */
  void find(
      Collection<Path> folders,
      Collection<Path> found,
      Consumer<LocalFile> gone,
      Consumer<LocalFile> leftOut,
      Consumer<FailedFile> failedNoLonger)
      throws InterruptedException {
    Set<String> emptied = new HashSet<>();
    FoundPaths models = new FoundPaths(found);
    for (Path folder : folders) {
      boolean holdsSome =
          models.anyAt(folder, file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
      if (holdsSome) {
        remembered.found(folder);
      }
      long lost = holdsSome ? 0 : lostIfEmptied(folder);
      if (lost > 0 && !(remembered.isOnItsDisk(folder) && haveCopies(folder))) {
        emptied.add(folder.toString());
        folderOutcomes.accept(new FolderOutcome.Emptied(folder, lost));
      }
    }
    for (Path folder : folders) {
      eachNotFound(
          folder,
          file -> {
            if (FileRecognizer.isGone(file.path())) {
              if (!isBelow(file.path(), emptied)) {
                recognition.dismiss(file.id()); // once, as a folder can be below another one
                gone.accept(file);
              }
            } else if (ModelFormat.isPickle(Path.of(file.path()))) {
              recognition.dismiss(file.id());
              leftOut.accept(file);
            }
          });
      eachFailed(
          folder,
          file -> {
            if (!mayStillFail(file) && !isBelow(file.path(), emptied)) {
              failedNoLonger.accept(file);
            }
          });
    }
  }

  /**
   * Whether a formerly refused path still has a file. The scan itself has checked each path that is
   * neither a folder nor a symlink to a file, and of a file in Hugging Face's cache one of the
   * names of its blob.
   */
  private boolean mayStillFail(FailedFile failed) {
    String recorded = failed.path();
    if (!PathText.hasWholeText(recorded)) {
      return unnameable.contains(recorded);
    }
    try {
      Path path = RecordedPath.named(recorded);
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isSymbolicLink()) {
        return !attributes.isDirectory();
      }
      Path content = RecordedPath.content(path);
      return !Files.exists(path)
          || !content.equals(path) && failed.isUnchanged(FileStamps.of(content));
    } catch (IOException e) {
      return !ReadFailure.isAbsence(e);
    }
  }

  /** Compares texts, since a recorded path can be malformed. */
  private static boolean isBelow(String path, Set<String> folders) {
    return !folders.isEmpty() && PathNames.HERE.above(path, folders::contains) != null;
  }

  /** The number of newly missing files in a folder where no recorded file is left; else 0. */
  private long lostIfEmptied(Path folder) throws InterruptedException {
    long[] found = {0};
    long[] lost = {0};
    each(
        folder,
        file -> {
          if (hasMoved(file)) {
            return;
          }
          if (!FileRecognizer.isGone(file.path())) {
            found[0]++;
          } else if (!file.missing()) {
            lost[0]++;
          }
        });
    return found[0] == 0 ? lost[0] : 0;
  }

  /**
   * Whether a recorded file that is gone was found elsewhere; only a dry run does not record that.
   */
  private boolean hasMoved(LocalFile file) {
    return dryRun && recognition.isPresent(file.id());
  }

  /** Whether each newly missing file of an emptied folder has a copy elsewhere that is there. */
  private boolean haveCopies(Path folder) throws InterruptedException {
    return Pages.every(
        files.below(folder.toString()),
        file ->
            file.missing()
                || hasMoved(file)
                || files.copiesOutside(folder.toString(), file.sha256()).stream()
                    .anyMatch(copy -> FileStamps.ifUnchanged(copy).isPresent()));
  }

  /** Passes on the files below a folder that this scan has neither found nor processed. */
  private void eachNotFound(Path folder, Consumer<LocalFile> consumer) throws InterruptedException {
    List<Long> ids = new ArrayList<>();
    files.idsBelow(
        folder.toString(),
        id -> {
          if (!recognition.isPresent(id)) {
            ids.add(id);
          }
        });
    for (List<Long> page : ids.stream().gather(Gatherers.windowFixed(PAGE)).toList()) {
      files.withIds(page).forEach(consumer);
      Pages.goOnUnlessInterrupted();
    }
  }

  private void each(Path folder, Consumer<LocalFile> consumer) throws InterruptedException {
    Pages.each(files.below(folder.toString()), page -> page.forEach(consumer));
  }

  private void eachFailed(Path folder, Consumer<FailedFile> consumer) throws InterruptedException {
    Pages.each(failures.below(folder.toString()), page -> page.forEach(consumer));
  }
}
