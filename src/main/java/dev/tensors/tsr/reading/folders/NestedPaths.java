package dev.tensors.tsr.reading.folders;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds paths below others in a time that grows with their depth, not with their number. */
public final class NestedPaths {

  private NestedPaths() {}

  /** Whether a path is one of these folders, or lies below one; never true of null. */
  public static boolean isAtOrBelow(@Nullable Path path, Set<Path> folders) {
    for (Path above = path; above != null; above = above.getParent()) {
      if (folders.contains(above)) {
        return true;
      }
    }
    return false;
  }
}
