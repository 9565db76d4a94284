package dev.tensors.tsr.organise;

import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.organise.moves.FolderChanges;
import dev.tensors.tsr.organise.plan.Plan;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.reading.ReadFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A tree of symlinks to models, as a program looks for them. A list in it says which links tsr
 * made: only those are replaced and removed.
 */
final class LinkTree {

  private static final String LIST = ".tsr-links";
  private static final String HEAD = "links made by tsr db organise --links";

  private final Path folder;

  /** The links that earlier runs made, by their relative paths. */
  private final Set<String> known;

  /** The links that this run has made. */
  private final Set<String> made = new HashSet<>();

  /** The links that this run wants. */
  private final Set<String> wanted = new LinkedHashSet<>();

  private LinkTree(Path folder, Set<String> known) {
    this.folder = folder;
    this.known = known;
  }

  /**
   * Opens a tree.
   *
   * @param folder one that does not exist, is empty, or that a tree was made in before
   * @throws WrongUsage if it is another one
   */
  static LinkTree at(Path folder) {
    try {
      Path list = folder.resolve(LIST);
      if (Files.isRegularFile(list)) {
        List<String> parts = List.of(Files.readString(list).split("\0"));
        if (parts.getFirst().strip().equals(HEAD)) {
          return new LinkTree(folder, new HashSet<>(parts.subList(1, parts.size())));
        }
      } else if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || isEmptyFolder(folder)) {
        return new LinkTree(folder, Set.of());
      }
    } catch (IOException e) {
      throw new WrongUsage(folder + ": cannot be read (" + ReadFailure.of(e) + ")");
    }
    throw new WrongUsage(
        folder + ": --links needs a new or empty folder, or one in which it has made links before");
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false; // to list a pipe waits for its writer
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Takes the links that a plan wants. */
  void want(Plan plan) {
    plan.each(
        file -> {
          if (file.status() == Status.MOVE) {
            links(file).forEach(link -> wanted.add(relative(link.path())));
          }
        });
  }

  /** Writes the list of all links that there may be from now on. */
  void begin() throws IOException {
    Files.createDirectories(folder);
    Set<String> all = new LinkedHashSet<>(known);
    wanted.stream()
        .filter(link -> !Files.exists(folder.resolve(link), LinkOption.NOFOLLOW_LINKS))
        .forEach(all::add); // what is there already, and is not known, is the user's
    write(all);
  }

  private void write(Set<String> links) throws IOException {
    Path written = Files.createTempFile(folder, ".tsr-", ".tmp");
    Files.writeString(written, HEAD + "\n\0" + String.join("\0", links));
    Files.move(
        written,
        folder.resolve(LIST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private String relative(Path link) {
    return folder.relativize(link).toString();
  }

  private record Link(Path path, Path target) {}

  private static List<Link> links(PlannedFile file) {
    Path path = Path.of(file.path());
    Path newPath = Path.of(String.valueOf(file.newPath()));
    String stem = ModelFileName.stemOfFile(file.path());
    String newStem = ModelFileName.stemOfFile(newPath.toString());
    List<Link> links = new ArrayList<>(List.of(new Link(newPath, path)));
    for (String beside : file.beside()) {
      links.add(
          new Link(
              newPath.resolveSibling(newStem + beside.substring(stem.length())),
              path.resolveSibling(beside)));
    }
    return links;
  }

  /** What would come of a file and what is beside it. */
  PlannedFile look(PlannedFile file) {
    boolean isNew = false;
    for (Link link : links(file)) {
      if (!isMade(link)) {
        isNew = true;
        if (Files.exists(link.path(), LinkOption.NOFOLLOW_LINKS)
            && !(Files.isSymbolicLink(link.path()) && known.contains(relative(link.path())))) {
          return file.become(Status.REFUSED, occupied(link.path()));
        }
      }
    }
    return file.become(isNew ? Status.LINK : Status.IN_PLACE, null);
  }

  private static boolean isMade(Link link) {
    try {
      return Files.isSymbolicLink(link.path())
          && Files.readSymbolicLink(link.path()).equals(link.target());
    } catch (IOException e) {
      return false; // it went just now
    }
  }

  private static String occupied(Object path) {
    return path + " exists, and is no link that tsr made";
  }

  /** Links a file and what is beside it, and returns what came of it. */
  PlannedFile link(PlannedFile file) {
    boolean isNew = false;
    try {
      for (Link link : links(file)) {
        isNew |= make(link);
      }
    } catch (FileAlreadyExistsException e) {
      return file.become(Status.REFUSED, occupied(e.getFile()));
    } catch (IOException | UnsupportedOperationException e) {
      return file.become(
          Status.REFUSED,
          "no symlink can be made there: "
              + (e instanceof IOException failure ? ReadFailure.of(failure) : "not supported"));
    }
    return file.become(isNew ? Status.LINKED : Status.IN_PLACE, null);
  }

  private boolean make(Link link) throws IOException {
    if (isMade(link)) {
      return false;
    }
    if (Files.isSymbolicLink(link.path()) && known.contains(relative(link.path()))) {
      Files.delete(link.path());
    }
    Files.createDirectories(link.path().getParent());
    Files.createSymbolicLink(link.path(), link.target());
    made.add(relative(link.path()));
    return true;
  }

  /** The links of earlier runs that are there, and that this one does not want. */
  List<Path> unwanted() {
    return known.stream()
        .filter(old -> !wanted.contains(old))
        .map(old -> folder.resolve(old).normalize())
        .filter(link -> link.startsWith(folder) && Files.isSymbolicLink(link))
        .sorted()
        .toList();
  }

  /** Removes the links that are not wanted, and the folders that are empty then. */
  void end() throws IOException {
    for (Path link : unwanted()) {
      Files.delete(link);
      Path above = link.getParent();
      while (above != null && !above.equals(folder) && FolderChanges.remove(above)) {
        above = above.getParent();
      }
    }
    wanted.removeIf(link -> !known.contains(link) && !made.contains(link));
    write(wanted);
  }
}
