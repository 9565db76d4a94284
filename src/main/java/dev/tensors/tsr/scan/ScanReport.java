package dev.tensors.tsr.scan;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FailureMessages;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.scan.ScanListener.ScanOutcome;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a scan: rows and progress while it runs, at the end the errors, where the user sees them,
 * and the sums.
 */
final class ScanReport implements ScanListener, AutoCloseable {

  /** The largest number of failures that are kept for the end; more are shown in several parts. */
  private static final int MAX_KEPT = 10_000;

  private static final String NOT_MOUNTED = " nothing was marked missing. Is a disk not mounted?";

  private final Format format;
  private final boolean dryRun;
  private final boolean all;
  private final boolean exitCode;
  private final Messages messages;
  private final Progress progress;
  private final Rows<ScannedFile> rows;
  private final ScanSums sums;
  private final List<ScannedFile> failures = new ArrayList<>();
  private final FailureMessages failureMessages;
  private final List<Runnable> finalMessages = new ArrayList<>();
  private boolean left;
  private boolean absent;
  private boolean emptied;

  /**
   * @param all whether a table shows unchanged files, too
   * @param exitCode whether files that went missing or changed are exit code 1
   */
  ScanReport(CommandContext context, boolean dryRun, boolean all, boolean exitCode) {
    this.format = context.format();
    this.dryRun = dryRun;
    this.all = all;
    this.exitCode = exitCode;
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = new PipeTolerantRows<>(context.rows(ScannedFile.COLUMNS));
    this.sums = new ScanSums(dryRun);
    this.failureMessages = new FailureMessages(messages, all);
  }

  @Override
  public void toRead(long bytes) {
    progress.grow(bytes);
  }

  @Override
  public void read(long bytes) {
    sums.read(bytes);
    progress.advance(bytes);
  }

  @Override
  public void done(ScanOutcome outcome) {
    ScannedFile file = ScannedFile.of(outcome);
    sums.count(file);
    boolean failed = file.status() == ScannedFile.Status.FAILED;
    if (failed && (all || !file.known())) {
      keep(file);
    }
    if (isMachineFormat() || !failed && (all || isNews(file))) {
      progress.whileHidden(() -> rows.add(file));
    }
    if (outcome instanceof ScanOutcome.Changed changed) {
      warnOfLosses(changed);
    }
  }

  private void warnOfLosses(ScanOutcome.Changed file) {
    if (file.lost().version() != null) {
      finalMessages.add(
          () ->
              messages.warning(
                  "%s: its content changed, so its link by hand was removed; to link it again: tsr db link FILE --to %d"
                      .formatted(file.path(), file.lost().version())));
    }
    if (file.lost().note()) {
      finalMessages.add(
          () ->
              messages.warning(
                  "%s: its content changed, so its note stays with the old content; to see it: tsr db note %s"
                      .formatted(file.path(), file.oldSha256())));
    }
  }

  private boolean isMachineFormat() {
    return !format.isTabular();
  }

  private static boolean isNews(ScannedFile file) {
    return switch (file.status()) {
      case NEW, CHANGED, MOVED -> true;
      case UNCHANGED -> false;
      case FAILED, MISSING -> !file.known();
    };
  }

  private void keep(ScannedFile failure) {
    failures.add(failure);
    if (failures.size() == MAX_KEPT) {
      progress.whileHidden(this::addFailures);
      progress.whileHidden(this::printFailures);
    }
  }

  /** Adds rows in TSV only: in a table, each failure is an error message with its reason. */
  private void addFailures() {
    if (format == Format.TSV) {
      failures.forEach(rows::add);
    }
  }

  private void printFailures() {
    failures.forEach(file -> failureMessages.print(file.path(), file.error()));
    failures.clear();
  }

  @Override
  public void left(Path folder) {
    left = true;
    finalMessages.add(
        () ->
            messages.warning(
                "%s: gone, and none of its files is left; tsr db scan %s"
                    .formatted(
                        folder, dryRun ? "would no longer search it" : "no longer searches it")));
  }

  @Override
  public void absent(Path path, long recorded, boolean remembered) {
    absent = true;
    String text = ": no such folder or file";
    if (recorded > 0) {
      text += ", but the catalogue has " + files(recorded) + " there;" + NOT_MOUNTED + exits(path);
    } else {
      text += ";" + NOT_MOUNTED;
      text += remembered ? " If it is gone for good: tsr db prune " + ShellPath.quoted(path) : "";
    }
    String message = path + text;
    finalMessages.add(() -> messages.error(message));
  }

  /** The commands for a folder whose files are elsewhere, or nowhere. */
  private static String exits(Path folder) {
    String quoted = ShellPath.quoted(folder);
    return " If the files were moved: tsr db relocate %1$s NEW; if they were deleted: tsr db prune %1$s"
        .formatted(quoted);
  }

  @Override
  public void emptied(Path folder, long recorded) {
    emptied = true;
    finalMessages.add(
        () ->
            messages.warning(
                "%s: holds no model, but the catalogue has %s below it;%s%s"
                    .formatted(folder, files(recorded), NOT_MOUNTED, exits(folder))));
  }

  private static String files(long count) {
    return Counts.of(count, "file", "files");
  }

  /** Whether the folders are there and hold no model. */
  boolean foundNothing() {
    return sums.isEmpty() && !left && !absent && !emptied;
  }

  int exitCode() {
    if (absent) {
      return ExitCode.ABSENT;
    }
    if (sums.failedAnew() || emptied) {
      return ExitCode.PARTIAL;
    }
    return exitCode && sums.wentMissingOrChanged() ? ExitCode.FOUND : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      addFailures();
      rows.close();
    } finally {
      printFailures();
      failureMessages.end();
      finalMessages.forEach(Runnable::run);
      messages.notice(sums.text());
    }
  }
}
