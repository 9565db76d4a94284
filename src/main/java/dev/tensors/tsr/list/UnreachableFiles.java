package dev.tensors.tsr.list;

import dev.tensors.tsr.library.UnreachableFolders;
import dev.tensors.tsr.library.UnreachableFolders.Unreachable;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.text.Counts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Counts the shown files whose remembered folders cannot be reached. */
final class UnreachableFiles {

  private final UnreachableFolders folders;
  private final Map<Unreachable, Long> shown = new HashMap<>();

  UnreachableFiles(UnreachableFolders folders) {
    this.folders = folders;
  }

  /** A file with this path is shown, and not marked missing. */
  void add(String path) {
    Unreachable folder = folders.above(path);
    if (folder != null) {
      shown.merge(folder, 1L, Long::sum);
    }
  }

  /** All files are shown. */
  void addAll() {
    shown.putAll(folders.counts());
  }

  /** Prints for each folder how many files are in it. */
  void notice(Messages messages) {
    if (shown.isEmpty()) {
      return; // a comparator takes a while to make
    }
    shown.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().folder()))
        .forEach(
            entry ->
                messages.notice(
                    "%s unreachable: %s. Is a disk not mounted?"
                        .formatted(
                            Counts.of(entry.getValue(), "file is", "files are"),
                            entry.getKey().sentence())));
  }
}
