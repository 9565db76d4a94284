package dev.tensors.tsr.page.folder;

import dev.tensors.tsr.system.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The place for a page: a folder that is new or empty, or holds a page of tsr. */
final class PagePlace {

  private static final String LOCK = "tsr-page.lock";

  private static final List<String> FOLDERS = List.of("page", "details", "pictures");

  /** The files that are in a folder before its page has a list of files. */
  private static final Set<String> BEFORE_MANIFEST = Set.of(LOCK, Manifest.NAME + Manifest.NEXT);

  private PagePlace() {}

  /**
   * Creates the folder if it is absent.
   *
   * @throws NotAPage if it is a file, or holds something else than a page; nothing is changed then
   */
  static void create(Path folder) throws IOException, NotAPage {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotAPage("it is a file");
    }
    Files.createDirectories(folder);
    if (isEmpty(folder)) { // asked first, since another tsr may begin a page just now
      return;
    }
    if (!isPage(folder)) {
      throw new NotAPage("it is not empty and holds no page of tsr");
    }
    Manifest.check(folder);
    for (String name : FOLDERS) {
      Path part = folder.resolve(name);
      if (Files.isSymbolicLink(part)) {
        throw new NotAPage("its folder " + name + " is a symlink");
      }
      if (Files.exists(part) && !Files.isDirectory(part)) {
        throw new NotAPage("its " + name + " is no folder");
      }
    }
  }

  /**
   * Begins a page in a folder that has none, and creates the folders in it that are absent. The
   * caller has locked the folder.
   */
  static void begin(Path folder) throws IOException {
    if (!isPage(folder)) {
      Manifest.begin(folder);
    }
    for (String name : FOLDERS) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  private static boolean isPage(Path folder) {
    return Files.isRegularFile(folder.resolve(Manifest.NAME), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !BEFORE_MANIFEST.contains(String.valueOf(entry.getFileName())))) {
      return !entries.iterator().hasNext();
    }
  }

  /**
   * Locks a folder, so that two tsr do not write into it. The lock's file stays in the folder: a
   * tsr that has opened it and locks it after its removal would not notice another one, which
   * creates and locks a new file.
   *
   * @throws NoPageLock if another tsr has locked it, or if something else has the file's name
   * @throws IOException if the file cannot be created
   */
  static LockFile lock(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoPageLock(
          "its " + LOCK + " is a symlink, or no file; remove it and run the command again");
    }
    return LockFile.take(file, LinkOption.NOFOLLOW_LINKS)
        .orElseThrow(
            () -> new NoPageLock("another tsr is writing it; try again when that has ended"));
  }
}
