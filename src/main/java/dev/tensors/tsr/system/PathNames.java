package dev.tensors.tsr.system;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a system for absolute paths as texts. Recorded paths are compared as texts: a file
 * need not be there, and its name need not be valid where it is read. A recorded path has the
 * separator of the system that recorded it, and no other.
 */
public enum PathNames {
  UNIX('/'),

  /** A path begins with a disk, {@code C:\}, or a share, {@code \\server\share\}. */
  WINDOWS('\\');

  /** The rules of the system on which tsr runs. */
  public static final PathNames HERE =
      OperatingSystem.HERE == OperatingSystem.WINDOWS ? WINDOWS : UNIX;

  private static final int SEPARATORS_OF_SHARE = 4;

  private final char separator;

  PathNames(char separator) {
    this.separator = separator;
  }

  public String separator() {
    return String.valueOf(separator);
  }

  /** The name of a file without its folder. */
  public String name(String path) {
    return path.substring(path.lastIndexOf(separator) + 1);
  }

  /** The folder of a file with the separator at its end; empty if the path is a name only. */
  public String folder(String path) {
    return path.substring(0, path.lastIndexOf(separator) + 1);
  }

  /** What the paths below a folder begin with: the folder and a separator. */
  public String start(String folder) {
    return folder.endsWith(separator()) ? folder : folder + separator;
  }

  /**
   * What comes after all paths below a folder, where paths are in the order of their characters.
   */
  public String end(String folder) {
    String start = start(folder);
    return start.substring(0, start.length() - 1) + (char) (separator + 1);
  }

  /**
   * The nearest folder above a file, up to the root, that fits; null if none does.
   *
   * @param fits is asked for folders without a separator at the end, but for a root
   */
  public @Nullable String above(String path, Predicate<String> fits) {
    int end = path.lastIndexOf(separator);
    while (end >= 0) {
      boolean isRoot = isRoot(path.substring(0, end + 1));
      String folder = path.substring(0, isRoot ? end + 1 : end);
      if (fits.test(folder)) {
        return folder;
      }
      end = isRoot ? -1 : path.lastIndexOf(separator, end - 1);
    }
    return null;
  }

  /** Whether a folder that ends with a separator has no folder above it. */
  private boolean isRoot(String folder) {
    if (this == UNIX) {
      return folder.length() == 1;
    }
    return folder.startsWith("\\\\")
        ? folder.chars().filter(c -> c == separator).count() <= SEPARATORS_OF_SHARE
        : folder.length() == "C:\\".length();
  }

  /** Whether a path leads from a root. */
  public boolean isAbsolute(String path) {
    return this == UNIX
        ? path.startsWith("/")
        : path.startsWith(":\\", 1) || path.startsWith("\\\\");
  }

  /** A path with the separator of addresses, which people type on each system. */
  public String slashed(String path) {
    return path.replace(separator, '/');
  }
}
