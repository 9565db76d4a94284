package dev.tensors.tsr.sidecars.files;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The folder of the last file and those above it, so that files in the order of their paths have
 * each folder listed once.
 */
public final class FolderListings<T> {

  private record Open<T>(Path folder, T names) {}

  private final Deque<Open<T>> open = new ArrayDeque<>();
  private final Function<Path, T> list;

  /**
   * @param list lists a folder
   */
  public FolderListings(Function<Path, T> list) {
    this.list = list;
  }

  public T at(Path folder) {
    while (!open.isEmpty() && !folder.startsWith(open.element().folder())) {
      open.pop();
    }
    if (open.isEmpty() || !open.element().folder().equals(folder)) {
      open.push(new Open<>(folder, list.apply(folder)));
    }
    return open.element().names();
  }
}
