package dev.tensors.tsr.catalog;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files are in folders that are not on the disk. It is asked in the order of the paths:
 * then each folder is looked for about once, and none below one that is gone.
 */
final class GoneFolders {

  private String folder = "";
  private boolean isGone;

  /** The highest gone folder above the last file, with a separator at its end. */
  private @Nullable String highest;

  /** Whether the folder of a file is gone. */
  boolean isIn(String path) {
    String next = path.substring(0, path.lastIndexOf(File.separatorChar) + 1);
    if (!next.equals(folder)) {
      folder = next;
      if (highest == null || !next.startsWith(highest)) {
        isGone = isGone(next);
        highest = isGone ? highestGone(next) : null;
      }
    }
    return isGone;
  }

  private static String highestGone(String folder) {
    String highest = folder;
    String parent = parent(folder);
    while (!parent.isEmpty() && isGone(parent)) {
      highest = parent;
      parent = parent(parent);
    }
    return highest;
  }

  private static String parent(String folder) {
    return folder.substring(0, folder.lastIndexOf(File.separatorChar, folder.length() - 2) + 1);
  }

  private static boolean isGone(String folder) {
    try {
      return Files.notExists(Path.of(folder));
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
