package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files in the catalogue that a user means by FILE. */
final class FileArguments {

  private static final int SOME_ROWS = 1000;

  private final LocalFiles files;
  private final Links links;

  FileArguments(Database database) {
    this.files = new LocalFiles(database);
    this.links = new Links(database);
  }

  /**
   * The files to link: those that are named and those below folders that are named, or else all
   * that are there.
   *
   * @param alsoLinked whether, where none is named by itself, those are meant too that are linked
   * @throws NotFound if a word means none or several
   */
  List<LinkTarget> targets(List<String> words, boolean alsoLinked) {
    if (words.isEmpty()) {
      return links.targets(alsoLinked);
    }
    Map<Long, LinkTarget> targets = new LinkedHashMap<>();
    for (String word : words) {
      Optional<List<LocalFile>> below = below(word);
      for (LocalFile file : below.orElseGet(() -> List.of(one(word)))) {
        if (below.isEmpty() || alsoLinked || file.versionId() == null) {
          links.target(file.id()).ifPresent(target -> targets.put(target.id(), target));
        }
      }
    }
    return List.copyOf(targets.values());
  }

  /** The files that are there below a folder; empty if it is none, or none of it is recorded. */
  private Optional<List<LocalFile>> below(String word) {
    List<LocalFile> below = new ArrayList<>();
    try {
      Path folder = Path.of(word).toRealPath();
      if (word.isEmpty() || !Files.isDirectory(folder)) {
        return Optional.empty();
      }
      List<LocalFile> some = files.below(folder.toString(), null, SOME_ROWS);
      while (!some.isEmpty()) {
        below.addAll(some);
        some = files.below(folder.toString(), below.getLast().path(), SOME_ROWS);
      }
    } catch (InvalidPathException | IOException e) {
      return Optional.empty(); // no path, but perhaps a name
    }
    below.removeIf(LocalFile::missing);
    return below.isEmpty() ? Optional.empty() : Optional.of(below);
  }

  /** The files that are named, each once. */
  List<LocalFile> named(List<String> words) {
    Map<Long, LocalFile> named = new LinkedHashMap<>();
    for (String word : words) {
      LocalFile file = one(word);
      named.put(file.id(), file);
    }
    return List.copyOf(named.values());
  }

  private LocalFile one(String word) {
    if (word.isEmpty()) {
      throw new NotFound("a FILE is empty; name one", List.of()); // each name has it as a part
    }
    Optional<LocalFile> byPath = byPath(word);
    if (byPath.isPresent()) {
      return byPath.get();
    }
    List<LocalFile> called = files.called(word);
    if (called.size() == 1) {
      return called.getFirst();
    }
    throw called.isEmpty()
        ? new NotFound(
            "no file in the catalogue is called " + word + "; see tsr db list", List.of())
        : new NotFound(
            called.size() + " files in the catalogue may be meant by " + word + "; name one:",
            called.stream().map(LocalFile::path).toList());
  }

  private Optional<LocalFile> byPath(String word) {
    try {
      Path path = Path.of(word).toAbsolutePath().normalize();
      Optional<LocalFile> recorded = files.byPath(path.toString());
      return recorded.isPresent() ? recorded : files.byPath(path.toRealPath().toString());
    } catch (InvalidPathException | IOException e) {
      return Optional.empty(); // no path, but perhaps a name
    }
  }
}
