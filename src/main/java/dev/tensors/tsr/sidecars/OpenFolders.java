package dev.tensors.tsr.sidecars;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The folder of the last file and those above it, so that files in the order of their paths have
 * each folder listed once.
 */
final class OpenFolders {

  private final Deque<SidecarFolder> open = new ArrayDeque<>();

  SidecarFolder at(Path folder) {
    while (!open.isEmpty() && !folder.startsWith(open.peek().folder())) {
      open.pop();
    }
    if (open.isEmpty() || !open.peek().folder().equals(folder)) {
      open.push(SidecarFolder.read(folder));
    }
    return open.peek();
  }
}
