package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The paths given to a scan: each as an absolute path, and as a real path if it exists. */
final class RequestedPaths {

  private final Set<Path> paths = new HashSet<>();

  RequestedPaths(Collection<Path> given) {
    for (Path path : given) {
      paths.add(absolute(path));
      try {
        paths.add(path.toRealPath());
      } catch (IOException e) {
        // FolderWalk reports it.
      }
    }
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Whether a file is one of the paths, or below one. */
  boolean covers(Path file) {
    for (Path above = file; above != null; above = above.getParent()) {
      if (paths.contains(above)) {
        return true;
      }
    }
    return false;
  }
}
