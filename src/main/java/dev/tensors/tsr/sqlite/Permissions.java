package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of new folders, where the system has permissions. */
final class Permissions {

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
