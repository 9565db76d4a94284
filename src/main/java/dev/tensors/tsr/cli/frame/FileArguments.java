package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.LinkableFile;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.MatchingFiles;
import dev.tensors.tsr.catalog.NamedFiles;
import dev.tensors.tsr.scan.ModelFormat;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files in the catalogue that FILE arguments name. */
public final class FileArguments {

  /** A file that a word names. */
  public sealed interface Named {

    record Recorded(LocalFile file) implements Named {}

    /**
     * A model file on the disk that is not in the catalogue.
     *
     * @param path its real path
     */
    record Unrecorded(Path path) implements Named {}
  }

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final NamedFiles named;
  private final Links links;
  private final UnknownFile unknown;

  public FileArguments(Database database) {
    this.files = new LocalFiles(database);
    this.named = new NamedFiles(database);
    this.links = new Links(database);
    this.unknown = new UnknownFile(database);
  }

  /**
   * The files to link: the named files and the files below named folders; without words all files
   * that are not missing.
   *
   * @param alsoLinked whether to include linked files that are not named by themselves
   * @throws NotFound if a word matches no file or several
   */
  public List<LinkableFile> targets(List<String> words, boolean alsoLinked) {
    if (words.isEmpty()) {
      return links.targets(alsoLinked);
    }
    Map<Long, LinkableFile> targets = new LinkedHashMap<>();
    for (String word : words) {
      List<LocalFile> below = below(word);
      for (LocalFile file : below.isEmpty() ? List.of(one(word)) : below) {
        if (below.isEmpty() || alsoLinked || file.versionId() == null) {
          links.target(file.id()).ifPresent(target -> targets.put(target.id(), target));
        }
      }
    }
    return List.copyOf(targets.values());
  }

  /**
   * The file to link that a word names.
   *
   * @throws NotFound if the word matches no file or several
   */
  public LinkableFile target(String word) {
    return links.target(one(word).id()).orElseThrow(() -> unknown.notRecorded(word));
  }

  /**
   * The named files, each once.
   *
   * @throws NotFound if a word matches no file or several
   */
  public List<LocalFile> named(List<String> words) {
    List<LocalFile> named = new ArrayList<>();
    words.forEach(word -> named.add(one(word)));
    return distinct(named);
  }

  /**
   * The named files, each once, also those that are only on the disk.
   *
   * @throws NotFound if a word matches no file or several
   */
  public List<Named> namedOrOnDisk(List<String> words) {
    List<Named> named = new ArrayList<>();
    for (String word : words) {
      Optional<LocalFile> recorded = byPath(word);
      Optional<Path> real = recorded.isEmpty() ? real(word) : Optional.empty();
      named.add(
          isModelOnDisk(real)
              ? new Named.Unrecorded(real.get())
              : new Named.Recorded(recorded.orElseGet(() -> only(called(word), word))));
    }
    return named.stream().distinct().toList();
  }

  /**
   * The named files and the files below named folders, each once.
   *
   * @throws NotFound if a word matches no file and no folder, or several files
   */
  public List<LocalFile> namedOrBelow(List<String> words) {
    List<LocalFile> named = new ArrayList<>();
    for (String word : words) {
      List<LocalFile> below = below(word);
      named.addAll(below.isEmpty() ? List.of(one(word)) : below);
    }
    return distinct(named);
  }

  /**
   * One file for each named content. Of several copies, a linked one is taken first.
   *
   * @throws NotFound if a word matches no file, or files with different contents
   */
  public List<LocalFile> ofContents(List<String> words) {
    List<LocalFile> named = new ArrayList<>();
    for (String word : words) {
      Optional<LocalFile> byPath = byPath(word);
      if (byPath.isPresent()) {
        named.add(byPath.get());
      } else {
        MatchingFiles called = called(word);
        LocalFile best = called.best();
        named.add(best != null && called.areCopies() ? best : only(called, word));
      }
    }
    return distinct(named);
  }

  private static List<LocalFile> distinct(List<LocalFile> files) {
    Map<Long, LocalFile> distinct = new LinkedHashMap<>();
    files.forEach(file -> distinct.put(file.id(), file));
    return List.copyOf(distinct.values());
  }

  private LocalFile one(String word) {
    return byPath(word).orElseGet(() -> only(called(word), word));
  }

  private LocalFile only(MatchingFiles called, String word) {
    LocalFile best = called.best();
    if (best != null && called.count() == 1) {
      return best;
    }
    throw called.count() == 0 ? unknown.notRecorded(word) : UnknownFile.ambiguous(called, word);
  }

  private MatchingFiles called(String word) {
    if (word.isEmpty()) {
      throw new NotFound("FILE is empty; name a file", List.of()); // every name contains it
    }
    Optional<Path> real = real(word);
    if (isModelOnDisk(real)) {
      throw unknown.notInCatalogue(word, real.get()); // even if another file has the same name
    }
    return named.matching(word);
  }

  private static boolean isModelOnDisk(Optional<Path> real) {
    return real.isPresent() && Files.isRegularFile(real.get()) && ModelFormat.isModel(real.get());
  }

  /** A sentence about a model file on the disk that is not in the catalogue. */
  public static String notScannedYet(Path file) {
    return UnknownFile.notScannedYet(file);
  }

  private Optional<LocalFile> byPath(String word) {
    try {
      String path = Path.of(word).toAbsolutePath().normalize().toString();
      return files.byPath(path).or(() -> real(word).flatMap(real -> files.byPath(real.toString())));
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a path, but perhaps a name
    }
  }

  /** The files below a folder that are not missing; none if the word is not a folder. */
  private List<LocalFile> below(String word) {
    List<LocalFile> below = new ArrayList<>();
    Optional<Path> folder = real(word).filter(Files::isDirectory);
    if (folder.isEmpty() || word.isEmpty()) {
      return below;
    }
    List<LocalFile> page = files.below(folder.get().toString(), null, PAGE);
    while (!page.isEmpty()) {
      below.addAll(page);
      page = files.below(folder.get().toString(), page.getLast().path(), PAGE);
    }
    below.removeIf(LocalFile::missing);
    return below;
  }

  /** The real path of a word; empty if there is no such file or folder. */
  static Optional<Path> real(String word) {
    try {
      return Optional.of(Path.of(word).toRealPath());
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }
}
