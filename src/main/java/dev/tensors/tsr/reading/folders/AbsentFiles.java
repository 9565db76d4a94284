package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.MissingFiles;
import dev.tensors.tsr.library.MissingFiles.MissingFile;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and forgets what is recorded at paths and below them, and is no longer on the disk. */
public final class AbsentFiles {

  /**
   * What was found, or forgotten.
   *
   * @param files recorded files
   * @param folders those that a scan without a PATH no longer goes through
   */
  public record Absent(List<MissingFile> files, List<String> folders) {}

  private final MissingFiles files;
  private final FailedFiles failures;
  private final ScannedFolders folders;
  private final SelectedFiles selected;
  private final boolean dryRun;

  /**
   * @param selected files that may be forgotten
   * @param dryRun whether only to find, and to forget nothing
   */
  public AbsentFiles(Database database, SelectedFiles selected, boolean dryRun) {
    this.selected = selected;
    this.files = new MissingFiles(database);
    this.failures = new FailedFiles(database);
    this.folders = new ScannedFolders(database);
    this.dryRun = dryRun;
  }

  /** Whether anything is recorded at a path or below it: a file, or a scanned folder. */
  public boolean knows(Path path) {
    return RequestedPaths.spellings(path).stream().map(Path::toString).anyMatch(this::isRecorded);
  }

  private boolean isRecorded(String place) {
    return !folders.at(place).isEmpty()
        || !files.at(place).isEmpty()
        || !files.below(place).isEmpty()
        || failures.byPath(place).isPresent()
        || !failures.below(place).isEmpty();
  }

  /**
   * Forgets the files at the paths and below them that are gone, and the scanned folders there in
   * which no recorded file is left. A transaction takes a thousand files.
   *
   * @param before ISO 8601, UTC: only files that have been marked missing since before then; null:
   *     also files that no scan has found missing
   * @throws InterruptedException if the calling thread was interrupted
   */
  public Absent forget(Collection<Path> paths, @Nullable String before)
      throws InterruptedException {
    Set<String> places = new LinkedHashSet<>();
    paths.forEach(
        path -> RequestedPaths.spellings(path).forEach(place -> places.add(place.toString())));
    Set<String> emptied = new LinkedHashSet<>();
    places.forEach(place -> emptied.addAll(folders.at(place)));
    Map<Long, MissingFile> gone = new LinkedHashMap<>(); // one path may lie below another one
    for (String place : places) {
      forget(files.at(place), before, emptied).forEach(file -> gone.put(file.id(), file));
      Pages.each(
          files.below(place),
          page -> forget(page, before, emptied).forEach(file -> gone.put(file.id(), file)));
      if (!dryRun && before == null && selected.areAll()) {
        forgetFailures(place);
      }
    }
    if (!dryRun) {
      folders.forget(emptied);
    }
    return new Absent(List.copyOf(gone.values()), List.copyOf(emptied));
  }

  /**
   * Forgets the files of a page that are gone.
   *
   * @param emptied folders; those that hold another file of the page are taken out
   */
  private List<MissingFile> forget(
      List<MissingFile> page, @Nullable String before, Set<String> emptied) {
    List<MissingFile> gone = new ArrayList<>();
    for (MissingFile file : page) {
      String since = file.missingSince();
      boolean longEnough = before == null || since != null && since.compareTo(before) < 0;
      if (longEnough && selected.has(file.id()) && FileRecognizer.isGone(file.path())) {
        gone.add(file);
      } else {
        emptied.removeIf(folder -> ScannedFolders.isAt(file.path(), folder));
      }
    }
    return dryRun || gone.isEmpty() ? gone : files.forget(gone);
  }

  private void forgetFailures(String place) throws InterruptedException {
    failures.byPath(place).ifPresent(this::forgetIfGone);
    Pages.each(failures.below(place), page -> page.forEach(this::forgetIfGone));
  }

  private void forgetIfGone(FailedFile file) {
    if (isGone(file.path())) {
      failures.forget(file.path());
    }
  }

  /** Whether surely nothing is at the path of a refused file, which may have been a symlink. */
  public static boolean isGone(String refused) {
    try {
      Path path = RecordedPath.named(refused);
      if (!PathText.hasWholeText(refused)) {
        return path.getParent() != null && FileRecognizer.isFolderGone(path.getParent());
      }
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return false;
    } catch (IOException e) {
      return ReadFailure.isAbsence(e);
    }
  }
}
