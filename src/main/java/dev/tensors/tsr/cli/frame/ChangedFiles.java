package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.UnreachableFolders;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.reading.RefusedContents;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects files that a command leaves out because they changed since they were recorded. */
public final class ChangedFiles {

  private final RefusedContents refusals;

  /** The paths by the ids of the rows. */
  private final Map<Long, String> changed = new LinkedHashMap<>();

  /** Likewise of files whose new content a scan refused: another scan would change nothing. */
  private final Map<Long, String> refused = new LinkedHashMap<>();

  /** Likewise of files that may be as they were, on a disk that is not mounted. */
  private final Map<Long, String> unreachable = new LinkedHashMap<>();

  private final UnreachableFolders folders;

  public ChangedFiles(Database database) {
    this.refusals = new RefusedContents(database);
    this.folders = new UnreachableFolders(database);
  }

  public void add(LocalFile file) {
    Map<Long, String> files =
        folders.hold(file.path()) ? unreachable : refusals.of(file).isPresent() ? refused : changed;
    files.put(file.id(), file.path());
  }

  /** Prints how many files there are, if there are any. */
  public void notice(Messages messages) {
    notice(
        changed,
        " has changed or is gone, and is not counted; scan its folder",
        " have changed or are gone, and are not counted; scan their folders",
        messages);
    notice(
        refused,
        " has changed into no model, and is not counted; see tsr db list --failed",
        " have changed into no models, and are not counted; see tsr db list --failed",
        messages);
    notice(
        unreachable,
        " is unreachable, and is not counted; is its disk not mounted?",
        " are unreachable, and are not counted; is their disk not mounted?",
        messages);
  }

  private static void notice(
      Map<Long, String> files, String one, String several, Messages messages) {
    if (!files.isEmpty()) {
      String first = files.values().iterator().next();
      int others = files.size() - 1;
      messages.notice(
          others == 0
              ? first + one
              : first + " and " + Counts.of(others, "other file", "other files") + several);
    }
  }
}
