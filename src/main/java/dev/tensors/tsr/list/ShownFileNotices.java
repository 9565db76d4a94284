package dev.tensors.tsr.list;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Counts the shown files whose rows are about an earlier content than the file has now, and those
 * whose remembered folders cannot be reached.
 */
final class ShownFileNotices {

  private final Database database;
  private final Set<String> refused;
  private final UnreachableFolders folders;
  private final Map<Unreachable, Long> unreachable = new HashMap<>();
  private long earlier;

  ShownFileNotices(Database database) {
    this.database = database;
    this.refused = new FailedFiles(database).recordedPaths();
    this.folders = new UnreachableFolders(database);
  }

  /**
   * A file with this path is shown.
   *
   * @param asHere whether the user takes it to be here
   */
  void add(String path, boolean asHere) {
    if (refused.contains(path)) {
      earlier++;
    }
    Unreachable folder = asHere ? folders.above(path) : null;
    if (folder != null) {
      unreachable.merge(folder, 1L, Long::sum);
    }
  }

  /** Whether a scan refused the present content of any file. */
  boolean knowsRefused() {
    return !refused.isEmpty();
  }

  /** Whether a scan refused the file's present content. */
  boolean isRefused(String path) {
    return refused.contains(path);
  }

  boolean isUnreachable(String path) {
    return folders.hold(path);
  }

  /** As many files as this would be shown below each folder without a limit. */
  void addCut(ToLongFunction<String> files) {
    unreachable.putAll(folders.counts(files));
  }

  /** All files are shown. */
  void addAll() {
    earlier = refused.size();
    unreachable.putAll(folders.counts(new LocalFiles(database)::countAt));
  }

  /** Prints how many files there are, if there are any; those that cannot be reached by folder. */
  void print(Messages messages) {
    if (earlier > 0) {
      messages.notice(
          Counts.of(earlier, "file is", "files are")
              + " recorded with an earlier content, since the present one is no model; see tsr db"
              + " list --failed");
    }
    if (!unreachable.isEmpty()) { // a comparator takes a while to make
      Unreachable.lines(unreachable).forEach(messages::notice);
    }
  }
}
