package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Follows the path of a database to the file itself. */
public final class DatabasePath {

  /** As many symlinks, one leading to the other, as Linux follows. */
  private static final int MAX_LINKS = 40;

  private static final String NOT_READABLE =
      "may not be read; check its permissions, and those of its folders";

  private DatabasePath() {}

  /**
   * The file that a path leads to through all symlinks, since SQLite keeps its journal and its log
   * beside that one. It need not be there, nor its folder.
   *
   * @throws DatabaseUnusable if the path leads to something that is no file, or nowhere at all
   */
  public static Path resolve(Path path) {
    try {
      return resolve(path.toAbsolutePath(), MAX_LINKS);
    } catch (AccessDeniedException e) {
      throw new DatabaseUnusable(path, NOT_READABLE, e);
    } catch (FileSystemLoopException e) {
      throw new DatabaseUnusable(
          path, "a symlink that leads to itself; name another file with --db", e);
    } catch (FileSystemException e) {
      throw new DatabaseUnusable(
          path, "cannot be opened (" + e.getReason() + "); name another file with --db", e);
    } catch (IOException e) {
      throw new DatabaseUnusable(path, "cannot be opened (" + e.getMessage() + ")", e);
    }
  }

  private static Path resolve(Path path, int links) throws IOException {
    if (links == 0) {
      throw new FileSystemLoopException(path.toString());
    }
    if (Files.exists(path)) {
      refuseUnlessFile(path);
      return path.toRealPath();
    }
    if (Files.isSymbolicLink(path)) {
      return resolve(path.resolveSibling(Files.readSymbolicLink(path)), links - 1);
    }
    if (!Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      path.toRealPath(); // says why it cannot be told whether it is there
    }
    Path folder = path.getParent();
    return Files.isDirectory(folder)
        ? folder.toRealPath().resolve(path.getFileName())
        : path.normalize();
  }

  /** Whoever opens a pipe waits for somebody to write into it. */
  private static void refuseUnlessFile(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new DatabaseUnusable(path, "a folder, not a database; name a file with --db");
    }
    if (!attributes.isRegularFile()) {
      throw new DatabaseUnusable(
          path, "a pipe, a socket or a device, not a database; name a file with --db");
    }
  }

  /**
   * Makes the folder of a database, and those above it, for the user alone.
   *
   * @throws DatabaseUnusable if it cannot be made
   */
  public static void makeFolder(Path file) {
    Path folder = file.getParent();
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, Permissions.ofTheUserAlone(folder));
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "its folder cannot be made; check " + folder + " and its permissions", e);
    }
  }
}
