package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.NamedFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells why a FILE argument names no file in the catalogue, or no single one. */
public final class UnknownFile {

  private static final int MOST_LISTED = 10;

  /** What to do about more words is not sought: each search reads all names. */
  private static final int MOST_HINTS = 10;

  private final Database database;
  private final NamedFiles names;
  private int hints;

  private final LocalFiles files;
  private final FailedFiles failed;
  private final ScannedFolders folders;

  UnknownFile(Database database, NamedFiles names) {
    this.database = database;
    this.names = names;
    this.files = new LocalFiles(database);
    this.failed = new FailedFiles(database);
    this.folders = new ScannedFolders(database);
  }

  /** The error about a word that is part of no recorded name. */
  NotFound notRecorded(String word) {
    return notRecorded(word, "");
  }

  /** The error about a word that would name a model first. */
  NotFound neitherModelNorFile(String word) {
    return notRecorded(word, ", nor is it the id, page address or AIR of a model at CivitAI");
  }

  private NotFound notRecorded(String word, String nor) {
    Optional<Path> real = FileArguments.real(word);
    if (real.filter(Files::isDirectory).isPresent()) {
      return folder(word, real.get());
    }
    if (real.filter(Files::isRegularFile).isPresent()) {
      return new NotFound(word + ": is not a model file; see tsr help db scan for those that are");
    }
    String none = "no file in the catalogue matches " + word + nor;
    if (hints++ >= MOST_HINTS) {
      return new NotFound(none + "; see tsr db list");
    }
    List<FailedFile> refused = failed.called(word, 2);
    return switch (refused.size()) {
      case 0 -> new NotFound(none + nearest(word));
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

  /** What to try in place of a word. */
  private String nearest(String word) {
    if (word.codePointCount(0, word.length()) < NamedFiles.SHORTEST_PART) {
      return "; a part of a name has %d characters or more".formatted(NamedFiles.SHORTEST_PART);
    }
    List<String> near = names.nearest(word);
    int last = near.size() - 1;
    String question =
        switch (near.size()) {
          case 0 -> "";
          case 1 -> "; did you mean " + near.getFirst() + "?";
          default ->
              "; did you mean "
                  + String.join(", ", near.subList(0, last))
                  + " or "
                  + near.getLast()
                  + "?";
        };
    List<String> texts = Stream.of(word.split("\\s+")).filter(text -> !text.isEmpty()).toList();
    long listed = listed(texts);
    if (listed == 0) {
      return near.isEmpty() ? "; see tsr db list" : question;
    }
    return "%s tsr db list %s finds %s"
        .formatted(
            near.isEmpty() ? ";" : question,
            ShellPath.quoted(texts),
            Counts.of(listed, "file", "files"));
  }

  /** How many files {@code list} finds with the texts. */
  private long listed(List<String> texts) {
    return texts.isEmpty() ? 0 : FileFields.count(database, texts);
  }

  /** The error about a folder where a file has to be named, or of which no file is left. */
  private NotFound folder(String word, Path folder) {
    String path = folder.toString();
    String quoted = ShellPath.quoted(folder);
    if (!files.below(path).isEmpty()) {
      return new NotFound(
          files.countAt(path) > 0
              ? word + ": a folder; name a file in it, see tsr db list --under " + quoted
              : word
                  + ": all files below it are missing; see tsr db list --missing --under "
                  + quoted);
    }
    if (!failed.below(path).isEmpty()) {
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

  /** The error about a model file on the disk that is not in the catalogue. */
  NotFound notInCatalogue(String word, Path file) {
    return failed
        .byPath(file.toString())
        .map(refused -> new NotFound(word + ": not in the catalogue: " + refused.reason()))
        .orElseGet(() -> fileNotScanned(word, file));
  }

  /** A sentence about a model file on the disk that is not in the catalogue. */
  public static String notScannedYet(Path file) {
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
  static NotFound ambiguous(NamedFiles.Found called, String word) {
    List<String> lines = new ArrayList<>();
    called.files().stream().limit(MOST_LISTED).forEach(file -> lines.add(file.path()));
    long rest = called.count() - lines.size();
    if (rest > 0) {
      lines.add("and " + Counts.of(rest, "more", "more"));
    }
    String files = Counts.of(called.count(), "file", "files");
    return new NotFound(files + " in the catalogue match " + word + "; name one:", lines);
  }
}
