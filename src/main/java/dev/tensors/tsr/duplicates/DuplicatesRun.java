package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.RefusedContents;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows duplicates; at the end, unless it failed, how many copies there are, and what was left out
 * since it changed after it was recorded.
 *
 * @param <R> the rows
 */
abstract class DuplicatesRun<R> extends Run<R> {

  private final RefusedContents refusals;
  private final UnreachableFolders folders;

  /** The paths by the ids of the rows. */
  private final Map<Long, String> changed = new LinkedHashMap<>();

  /** Likewise of files whose new content a scan refused: another scan would change nothing. */
  private final Map<Long, String> refused = new LinkedHashMap<>();

  /** Likewise of files that may be as they were, on a disk that is not mounted. */
  private final Map<Long, String> unreachable = new LinkedHashMap<>();

  private long copies;
  private long reclaimable;

  DuplicatesRun(CommandContext context, Database database, @Nullable Rows<R> rows) {
    super(context, "Reading", Progress.Unit.BYTES, rows);
    this.refusals = new RefusedContents(database);
    this.folders = new UnreachableFolders(database);
  }

  /** The columns of a group of files, in the formats for programs. */
  static <G> List<Column<G>> ofGroups(
      Function<G, @Nullable Object> sha256,
      Function<G, @Nullable Object> sizeBytes,
      Function<G, @Nullable Object> reclaimableBytes,
      Function<G, List<LocalFile>> files) {
    return List.of(
        Column.hidden("sha256", ValueKind.TEXT, sha256),
        Column.hidden("size_bytes", ValueKind.BYTES, sizeBytes),
        Column.hidden("count", ValueKind.NUMBER, group -> files.apply(group).size()),
        Column.hidden("reclaimable_bytes", ValueKind.BYTES, reclaimableBytes),
        Column.hidden(
            "files",
            ValueKind.LIST,
            group -> files.apply(group).stream().map(LocalFile::path).toList()));
  }

  /** The column of the paths that can be deleted, which {@code --print0} prints once compared. */
  static <G> Column<G> deletable(
      Function<G, List<DuplicateGroup>> contents, SelectedFiles selected) {
    return Column.hidden(
        "deletable",
        ValueKind.LIST,
        group ->
            contents.apply(group).stream()
                .flatMap(content -> content.deletable(selected).stream())
                .map(LocalFile::path)
                .toList());
  }

  /** A file was left out: it is gone, or its size or time differs from the recorded one. */
  final void changed(LocalFile file) {
    Map<Long, String> files =
        folders.hold(file.path()) ? unreachable : refusals.of(file).isPresent() ? refused : changed;
    files.put(file.id(), file.path());
  }

  /** Counts copies that are not needed, and the bytes of their files together. */
  final void count(long copies, long bytes) {
    this.copies += copies;
    this.reclaimable += bytes;
  }

  /** Whether files are the same. */
  abstract boolean isAnyFound();

  /** What the files that are the same add up to, or what to do where there are none. */
  String sums() {
    return isAnyFound()
        ? "%s, %s can be freed"
            .formatted(Counts.of(copies, "copy", "copies"), ByteCount.human(reclaimable))
        : "No two files have the same content; tsr db scan FOLDER records new files.";
  }

  final long copies() {
    return copies;
  }

  /**
   * Prints the sums.
   *
   * @param asked whether duplicates are exit code 1
   * @param selected the files of which the sums tell
   */
  final ExitCode finish(boolean asked, SelectedFiles selected) {
    close();
    notice(
        changed,
        " has changed or is gone, and is not counted; scan its folder",
        " have changed or are gone, and are not counted; scan their folders");
    notice(
        refused,
        " has changed into no model, and is not counted; see tsr db list --failed",
        " have changed into no models, and are not counted; see tsr db list --failed");
    notice(
        unreachable,
        " is unreachable, and is not counted; is its disk not mounted?",
        " are unreachable, and are not counted; is their disk not mounted?");
    if (isAnyFound() || selected.areAll()) {
      notice(sums());
    } else if (!selected.areNone()) { // which --where has told
      notice(
          "No file that matches has a copy; without --where tsr db duplicates shows all copies.");
    }
    if (asked && isAnyFound()) {
      ends(ExitCode.FOUND);
    }
    return exitCode();
  }

  private void notice(Map<Long, String> files, String one, String several) {
    if (!files.isEmpty()) {
      String first = files.values().iterator().next();
      int others = files.size() - 1;
      notice(
          others == 0
              ? first + one
              : first + " and " + Counts.of(others, "other file", "other files") + several);
    }
  }
}
