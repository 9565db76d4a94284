package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Resolves the path of a database to its file. */
public final class DatabasePath {

  /** The permissions of new folders, where the system has permissions. */
  static final class Permissions {

    private static final FileAttribute<?>[] NONE = {};

    private Permissions() {}

    /** rwx------, as the XDG specification asks. */
    static FileAttribute<?>[] ownerOnly(Path folder) {
      return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          }
          : NONE;
    }
  }

  /** The number of symlinks in a row that Linux follows. */
  private static final int MAX_LINKS = 40;

  private static final String NOT_READABLE =
      "cannot be read; check its permissions, and those of its folders";

  private DatabasePath() {}

  /**
   * Follows all symlinks of a path to the file, beside which SQLite keeps its journal and its log.
   * Neither the file nor its folder need exist.
   *
   * @throws DatabaseUnusable if the path leads to no regular file, or into a loop
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
      requireRegularFile(path);
      return path.toRealPath();
    }
    if (Files.isSymbolicLink(path)) {
      return resolve(path.resolveSibling(Files.readSymbolicLink(path)), links - 1);
    }
    if (!Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      path.toRealPath(); // throws the reason why its existence is unknown
    }
    Path folder = path.getParent();
    return folder != null && Files.isDirectory(folder)
        ? folder.toRealPath().resolve(path.getFileName())
        : path.normalize();
  }

  /** Opening a pipe blocks until another process writes into it. */
  private static void requireRegularFile(Path path) throws IOException {
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
   * Creates the folder of a database and its parents, for the user alone.
   *
   * @throws DatabaseUnusable if it cannot be created
   */
  public static void createFolder(Path file) {
    Path folder = file.getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, Permissions.ownerOnly(folder));
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "cannot create its folder; check " + folder + " and its permissions", e);
    }
  }
}
