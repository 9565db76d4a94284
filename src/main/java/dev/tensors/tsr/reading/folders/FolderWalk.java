package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.HubFile;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.text.PathText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the model files below folders, each once and by its real path, even if several symlinks
 * point to it. Only symlinks are resolved: a path below a real folder is real unless it contains a
 * symlink.
 */
public final class FolderWalk {

  /** Receives the files that the walk finds. */
  public interface Visitor {

    void found(FoundFile file) throws InterruptedException;

    /**
     * A file or folder that could not be read.
     *
     * @param path absolute
     */
    void failed(Path path, String reason) throws InterruptedException;

    /** A path that cannot be a model file, whatever its content. */
    void refused(FoundFile file, String reason) throws InterruptedException;

    /** Whether a file that the user named is recorded, even if the walk finds no such files. */
    default boolean knows(Path real) {
      return false;
    }

    /** Whether the walk goes on at the target of a symlink; asked only for what is wanted there. */
    default boolean follows(Path link, Path target) {
      return true;
    }

    /** Called often, also in folders without models. */
    void step() throws InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(FolderWalk.class);

  /** An extension, which names of folders rarely have; the end of {@code SDXL 1.0} is not one. */
  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,11}$");

  private static final String NOT_UNICODE = "its name is not UTF-8; rename it";

  private final Visitor visitor;
  private final WantedFiles wanted;
  private final Set<Path> roots = new LinkedHashSet<>();
  private final Set<Path> linkedRoots = new LinkedHashSet<>();
  private final Set<Path> folders = new HashSet<>();
  private final Set<Path> unlisted = new HashSet<>();
  private final HubCache hub;

  /** By the paths under which they are recorded. */
  private final Map<Path, Optional<HubFile>> singleFiles = new LinkedHashMap<>();

  private final Deque<Path> ahead = new ArrayDeque<>();

  public FolderWalk(Visitor visitor, WantedFiles wanted) {
    this.visitor = visitor;
    this.wanted = wanted;
    this.hub = new HubCache(wanted);
  }

  /**
   * Finds the model files at and below a path.
   *
   * @return false if nothing is there
   */
  public boolean from(Path path) throws InterruptedException {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes attributes = attributes(real);
      if (attributes.isDirectory()) {
        roots.add(real);
        log.debug("searching {}", real);
        walk(real);
      } else if (wanted.includes(path)
          || wanted.includes(real)
          || hub.of(real) != null
          || visitor.knows(real)) {
        single(real);
      } else {
        visitor.failed(real, wanted.refusal(real));
      }
    } catch (NoSuchFileException e) {
      if (PathText.hasWholeText(path.toAbsolutePath().toString())) {
        return false;
      }
      visitor.failed(path.toAbsolutePath().normalize(), NOT_UNICODE);
    } catch (IOException e) {
      if (ReadFailure.isAbsence(e)) {
        return false;
      }
      visitor.failed(path.toAbsolutePath().normalize(), ReadFailure.of(e));
    }
    return true;
  }

  /** Ends the walk with the files that were given themselves, or are reached by symlinks only. */
  public void end() throws InterruptedException {
    for (Map.Entry<Path, Optional<HubFile>> single : singleFiles.entrySet()) {
      Path path = single.getKey();
      HubFile inCache = single.getValue().orElse(null);
      Path folder = path.getParent();
      if (inCache == null
          && wanted.includes(path)
          && folders.contains(folder)
          && !unlisted.contains(folder)) {
        continue; // found in its own folder
      }
      try {
        file(path, attributes(inCache == null ? path : inCache.blob()), inCache);
      } catch (IOException e) {
        visitor.failed(path, ReadFailure.of(e));
      }
    }
  }

  private void single(Path real) {
    HubFile inCache = hub.of(real);
    singleFiles.put(inCache == null ? real : inCache.link(), Optional.ofNullable(inCache));
  }

  /** The real folders that were walked from: the given ones, and the targets of symlinks. */
  public Set<Path> roots() {
    Set<Path> all = new LinkedHashSet<>(roots);
    for (Path linked : linkedRoots) {
      if (!NestedPaths.isAtOrBelow(linked, roots)) {
        all.add(linked);
      }
    }
    return all;
  }

  /** Whether a path is below a folder that was walked from so far. */
  public boolean covers(Path path) {
    return NestedPaths.isAtOrBelow(path, roots) || NestedPaths.isAtOrBelow(path, linkedRoots);
  }

  private void walk(Path root) throws InterruptedException {
    ahead.push(root);
    while (!ahead.isEmpty()) {
      visitor.step();
      Path folder = ahead.pop();
      if (folders.add(folder)) {
        try {
          folder(folder);
        } catch (IOException e) {
          unlisted.add(folder);
          visitor.failed(folder, ReadFailure.of(e));
        }
      }
    }
  }

  private void folder(Path folder) throws IOException, InterruptedException {
    List<Path> below = new ArrayList<>();
    for (Path entry : entries(folder)) {
      try {
        BasicFileAttributes attributes = attributes(entry);
        if (attributes.isSymbolicLink() || isJunction(attributes)) {
          symlink(entry, below);
        } else if (attributes.isDirectory()) {
          if (!HubCache.hasNoFiles(entry)) {
            below.add(entry);
          }
        } else if (wanted.includes(entry)) {
          file(entry, attributes, null);
        }
      } catch (NoSuchFileException e) {
        // It was deleted after it was listed.
      } catch (IOException e) {
        visitor.failed(entry, ReadFailure.of(e));
      }
    }
    below.reversed().forEach(ahead::push);
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(entries);
    return entries;
  }

  private void symlink(Path link, List<Path> below) throws IOException, InterruptedException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      broken(link, e);
      return;
    }
    BasicFileAttributes attributes = attributes(real);
    if (attributes.isDirectory()) {
      if (!folders.contains(real) && visitor.follows(link, real)) {
        linkedRoots.add(real);
        below.add(real);
      }
    } else if (wanted.includes(link) && visitor.follows(link, real)) {
      single(real);
    }
  }

  /** Reports a broken symlink, if it points to a model, or may point to a folder of models. */
  private void broken(Path link, IOException e) throws IOException, InterruptedException {
    Path target = Files.readSymbolicLink(link);
    boolean model = wanted.includes(link) || wanted.includes(target);
    FoundFile file = new FoundFile(link, FileStamps.of(attributes(link)));
    if (ReadFailure.isAbsence(e)) {
      if (model || !EXTENSION.matcher(link.toString()).find()) {
        visitor.refused(file, ReadFailure.dangling(target));
      }
    } else if (model && ReadFailure.isLoop(e)) {
      visitor.refused(file, ReadFailure.of(e));
    } else if (model) {
      visitor.failed(link, ReadFailure.of(e));
    }
  }

  private void file(Path real, BasicFileAttributes attributes, @Nullable HubFile inCache)
      throws InterruptedException {
    HubFile known = inCache == null ? hub.copy(real, attributes.size()) : inCache;
    FoundFile file = new FoundFile(real, FileStamps.of(attributes), known);
    if (!attributes.isRegularFile()) {
      visitor.refused(file, "not a regular file");
    } else if (!PathText.isUnicode(real)) {
      visitor.refused(file, NOT_UNICODE);
    } else {
      visitor.found(file);
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a path is a junction, another kind of symlink on Windows. */
  private static boolean isJunction(BasicFileAttributes attributes) {
    return attributes.isDirectory() && attributes.isOther();
  }
}
