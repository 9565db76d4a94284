package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The paths that a scan was given, absolute, and also real where they lead somewhere. */
final class RequestedPaths {

  private final Set<Path> paths = new HashSet<>();

  RequestedPaths(Collection<Path> given) {
    for (Path path : given) {
      paths.add(absolute(path));
      try {
        paths.add(path.toRealPath());
      } catch (IOException e) {
        // The walk will tell.
      }
    }
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Whether a file is one of them, or lies below one. */
  boolean covers(Path file) {
    for (Path above = file; above != null; above = above.getParent()) {
      if (paths.contains(above)) {
        return true;
      }
    }
    return false;
  }
}
