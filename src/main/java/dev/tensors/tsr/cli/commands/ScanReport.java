package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.PipeTolerantRows;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.scan.ScanListener;
import dev.tensors.tsr.scan.ScanOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a scan while it runs: a row for each file and how far it is; at its end what went wrong,
 * where a person sees it, and the sums.
 */
final class ScanReport implements ScanListener, AutoCloseable {

  /** So many failures are kept for the end; if there are more, they are told in several parts. */
  private static final int MOST_KEPT = 10_000;

  private static final String WAYS_OUT =
      " nothing was marked missing. Is a disk not mounted? If the files are elsewhere now: tsr db"
          + " relocate OLD NEW; if they are deleted: tsr db prune PATH";

  private final Format format;
  private final boolean all;
  private final boolean exitCode;
  private final Messages messages;
  private final Progress progress;
  private final Rows<ScannedFile> rows;
  private final ScanSums sums;
  private final List<ScannedFile> failures = new ArrayList<>();
  private final List<Runnable> lastWords = new ArrayList<>();
  private boolean absent;
  private boolean emptied;

  /**
   * @param all whether to show in a table, too, what is as it was
   * @param exitCode whether files that went missing or changed are told by the exit code
   */
  ScanReport(CommandContext context, boolean dryRun, boolean all, boolean exitCode) {
    this.format = context.format();
    this.all = all;
    this.exitCode = exitCode;
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = new PipeTolerantRows<>(context.rows(ScannedFile.COLUMNS));
    this.sums = new ScanSums(dryRun);
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
    if (outcome instanceof ScanOutcome.Changed changed && changed.lostVersion() != null) {
      lastWords.add(
          () ->
              messages.warning(
                  "%s: has another content now, so that its link by hand was dropped; if it is right still: tsr db link FILE --to %d"
                      .formatted(changed.path(), changed.lostVersion())));
    }
  }

  private boolean isMachineFormat() {
    return format != Format.TABLE && format != Format.TSV;
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
    if (failures.size() == MOST_KEPT) {
      progress.whileHidden(this::addFailures);
      progress.whileHidden(this::tellFailures);
    }
  }

  /** In a table each is told with its reason instead. */
  private void addFailures() {
    if (format == Format.TSV) {
      failures.forEach(rows::add);
    }
  }

  private void tellFailures() {
    failures.forEach(file -> messages.error(file.filePath() + ": " + file.error()));
    failures.clear();
  }

  @Override
  public void absent(Path path, long recorded) {
    absent = true;
    String catalogued =
        recorded == 0
            ? "; nothing was marked missing. Is a disk not mounted?"
            : ", but the catalogue has " + files(recorded) + " there;" + WAYS_OUT;
    lastWords.add(() -> messages.error(path + ": no such folder or file" + catalogued));
  }

  @Override
  public void emptied(Path folder, long recorded) {
    emptied = true;
    lastWords.add(
        () ->
            messages.warning(
                "%s: holds no model, but the catalogue has %s below it;%s"
                    .formatted(folder, files(recorded), WAYS_OUT)));
  }

  private static String files(long count) {
    return count == 1 ? "1 file" : count + " files";
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
      tellFailures();
      lastWords.forEach(Runnable::run);
      messages.notice(sums.text());
    }
  }
}
