package dev.tensors.tsr.list;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.Set;

/** Counts the shown files whose rows are about an earlier content than the file has now. */
final class EarlierContents {

  private final Set<String> paths;
  private long shown;

  EarlierContents(Database database) {
    this.paths = new FailedFiles(database).recordedPaths();
  }

  /** A file with this path is shown. */
  void add(String path) {
    if (paths.contains(path)) {
      shown++;
    }
  }

  /** All files are shown. */
  void addAll() {
    shown = paths.size();
  }

  /** Prints how many files there are, if there are any. */
  void notice(Messages messages) {
    if (shown > 0) {
      messages.notice(
          Counts.of(shown, "file is", "files are")
              + " recorded with an earlier content, since the present one is no model; see tsr db"
              + " list --failed");
    }
  }
}
