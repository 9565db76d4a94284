package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The paths given to a scan: each as an absolute path, and as a real path if it exists. */
final class RequestedPaths {

  private final Set<Path> paths = new HashSet<>();

  RequestedPaths(Collection<Path> given) {
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
  static Path real(Path path) {
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
  static Set<Path> spellings(Path path) {
    Set<Path> spellings = new LinkedHashSet<>();
    spellings.add(absolute(path));
    spellings.add(real(path));
    return spellings;
  }

  /** Whether one of the paths lies below a folder. */
  boolean isAnyBelow(Path folder) {
    return paths.stream().anyMatch(path -> path.startsWith(folder));
  }

  /** Whether a file is one of the paths, or below one. */
  boolean covers(Path file) {
    return NestedPaths.isAtOrBelow(file, paths);
  }
}
