package dev.tensors.tsr.reading.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The paths given to a scan: each as an absolute path, and as a real path if it exists. */
public final class RequestedPaths {

  private final Set<Path> paths = new HashSet<>();

  public RequestedPaths(Collection<Path> given) {
    for (Path path : given) {
      paths.addAll(spellings(path));
    }
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * The path with all symlinks resolved. Where nothing is at the path, the symlinks among the
   * folders above it are resolved.
   */
  public static Path real(Path path) {
    Path absolute = absolute(path);
    for (Path above = absolute; above != null; above = above.getParent()) {
      try {
        return above.toRealPath().resolve(above.relativize(absolute));
      } catch (IOException e) {
        // The folder above may be there.
      }
    }
    return absolute;
  }

  /**
   * The paths by which files below a path may be recorded: a folder of them may have become a
   * symlink since.
   */
  public static Set<Path> spellings(Path path) {
    Set<Path> spellings = new LinkedHashSet<>();
    spellings.add(absolute(path));
    spellings.add(real(path));
    return spellings;
  }

  /** Whether one of the paths lies below a folder. */
  public boolean isAnyBelow(Path folder) {
    return paths.stream().anyMatch(path -> path.startsWith(folder));
  }

  /** Whether a file is one of the paths, or below one. */
  public boolean covers(Path file) {
    return NestedPaths.isAtOrBelow(file, paths);
  }
}
