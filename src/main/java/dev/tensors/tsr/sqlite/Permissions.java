package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of new folders, where the system has any. */
final class Permissions {

  private static final FileAttribute<?>[] NONE = {};

  private Permissions() {}

  /** As the XDG specification asks for: rwx------. */
  static FileAttribute<?>[] ofTheUserAlone(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : NONE;
  }
}
