package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Paths that a scan has found, sorted: those below a folder follow one another. */
public final class FoundPaths {

  private final NavigableMap<String, Path> sorted = new TreeMap<>();

  public FoundPaths(Collection<Path> paths) {
    paths.forEach(path -> sorted.put(path.toString(), path));
  }

  /** Whether a path that fits is this folder, or lies below it. */
  public boolean anyAt(Path folder, Predicate<Path> fits) {
    Path itself = sorted.get(folder.toString());
    if (itself != null && fits.test(itself)) {
      return true;
    }
    String start = PathNames.HERE.start(folder.toString());
    for (Map.Entry<String, Path> entry : sorted.tailMap(start).entrySet()) {
      if (!entry.getKey().startsWith(start)) {
        return false;
      }
      if (fits.test(entry.getValue())) {
        return true;
      }
    }
    return false;
  }
}
