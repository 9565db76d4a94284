package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.MatchingFiles;
import dev.tensors.tsr.catalog.ScannedFolders;
import dev.tensors.tsr.scan.ModelFormat;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells why a FILE argument names no file in the catalogue, or no single one. */
final class UnknownFile {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final FailedFiles failed;
  private final ScannedFolders folders;

  UnknownFile(Database database) {
    this.files = new LocalFiles(database);
    this.failed = new FailedFiles(database);
    this.folders = new ScannedFolders(database);
  }

  /** The error about a word that is part of no recorded name. */
  NotFound notRecorded(String word) {
    Optional<Path> real = FileArguments.real(word);
    if (real.filter(Files::isDirectory).isPresent()) {
      return folder(word, real.get());
    }
    if (real.filter(Files::isRegularFile).isPresent()) {
      return new NotFound(word + ": is not a model file; see tsr help db scan for those that are");
    }
    String none = "no file in the catalogue matches " + word;
    List<FailedFile> refused = failed.called(word, 2);
    return switch (refused.size()) {
      case 0 -> new NotFound(none + "; see tsr db list");
      case 1 ->
          new NotFound(
              none
                  + "; "
                  + refused.getFirst().path()
                  + " failed at the last scan: "
                  + refused.getFirst().reason());
      default -> new NotFound(none + ", but files that failed do: tsr db list --failed");
    };
  }

  /** The error about a folder where a file has to be named, or of which no file is left. */
  private NotFound folder(String word, Path folder) {
    String path = folder.toString();
    String quoted = ShellPath.quoted(folder);
    List<LocalFile> recorded = files.below(path, null, 1);
    if (!recorded.isEmpty()) {
      return new NotFound(
          isAnyHere(path)
              ? word + ": a folder; name a file in it, see tsr db list --under " + quoted
              : word
                  + ": all files below it are missing; see tsr db list --missing --under "
                  + quoted);
    }
    if (!failed.below(path, null, 1).isEmpty()) {
      return new NotFound(
          word + ": no file below it could be read; see tsr db list --failed --under " + quoted);
    }
    return folders.all().stream().anyMatch(scanned -> ScannedFolders.isAt(path, scanned))
        ? new NotFound(
            word
                + ": no model file was in it when it was scanned; if one is now: tsr db scan "
                + quoted)
        : notScanned(word, quoted);
  }

  private boolean isAnyHere(String folder) {
    List<LocalFile> page = files.below(folder, null, PAGE);
    while (!page.isEmpty()) {
      if (page.stream().anyMatch(file -> !file.missing())) {
        return true;
      }
      page = files.below(folder, page.getLast().path(), PAGE);
    }
    return false;
  }

  /** The error about a model file on the disk that is not in the catalogue. */
  NotFound notInCatalogue(String word, Path file) {
    return failed
        .byPath(file.toString())
        .map(refused -> new NotFound(word + ": not in the catalogue: " + refused.reason()))
        .orElseGet(() -> fileNotScanned(word, file));
  }

  static String notScannedYet(Path file) {
    return String.valueOf(fileNotScanned(file.toString(), file).getMessage());
  }

  private static NotFound fileNotScanned(String word, Path file) {
    String folder = ShellPath.quoted(file.resolveSibling(""));
    return notScanned(word, ModelFormat.isPickle(file) ? "--pickles " + folder : folder);
  }

  private static NotFound notScanned(String word, String arguments) {
    return new NotFound(word + ": not scanned yet: tsr db scan " + arguments);
  }

  /** The error about a word that is part of several recorded names. */
  static NotFound ambiguous(MatchingFiles called, String word) {
    List<String> lines = new ArrayList<>();
    called.first().forEach(file -> lines.add(file.path()));
    long rest = called.count() - lines.size();
    if (rest > 0) {
      lines.add("and " + Counts.of(rest, "more", "more"));
    }
    String files = Counts.of(called.count(), "file", "files");
    return new NotFound(files + " in the catalogue match " + word + "; name one:", lines);
  }
}
