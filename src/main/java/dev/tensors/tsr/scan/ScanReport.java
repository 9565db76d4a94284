package dev.tensors.tsr.scan;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FolderRun;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.scan.ScannedFile.Status;
import dev.tensors.tsr.text.ByteCount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Shows a scan. Failures are kept for the end, where the user sees them. */
final class ScanReport extends FolderRun<ScannedFile, Status>
    implements FolderListener<ScanOutcome> {

  /** The largest number of failures that are kept for the end; more are shown in several parts. */
  private static final int MAX_KEPT = 10_000;

  /** What makes exit code 1. */
  private static final Set<Status> LOST = EnumSet.of(Status.MISSING, Status.CHANGED);

  private static final Words WORDS =
      new Words("file", "files", "model", "tsr db scan", "tsr db prune", "tsr db relocate %s NEW");

  private final Format format;
  private final boolean dryRun;
  private final boolean all;
  private final boolean exitCode;
  private final long start = System.nanoTime();
  private final LongAdder bytesRead = new LongAdder();
  private long bytesToRead;
  private final List<ScannedFile> failures = new ArrayList<>();

  /**
   * @param all whether a table shows unchanged files, too
   * @param exitCode whether files that went missing or changed are exit code 1
   */
  ScanReport(CommandContext context, boolean dryRun, boolean all, boolean exitCode) {
    super(context, Progress.Unit.BYTES, ScannedFile.COLUMNS, Status.class, WORDS, all);
    this.format = context.format();
    this.dryRun = dryRun;
    this.all = all;
    this.exitCode = exitCode;
  }

  @Override
  public void toRead(long bytes) {
    if (dryRun) {
      bytesToRead += bytes;
    } else {
      super.toRead(bytes);
    }
  }

  @Override
  public void read(long bytes) {
    bytesRead.add(bytes);
    super.read(bytes);
  }

  @Override
  public void done(ScanOutcome outcome) {
    ScannedFile file = ScannedFile.of(outcome);
    count(file.status(), file.known());
    boolean failed = file.status() == Status.FAILED;
    if (failed && !file.known()) {
      ends(ExitCode.PARTIAL);
    }
    if (exitCode && !file.known() && LOST.contains(file.status())) {
      ends(ExitCode.FOUND);
    }
    if (failed && (all || !file.known())) {
      keep(file);
    }
    if (!format.isTabular() || !failed && (all || isNews(file))) {
      row(file);
    }
    if (outcome instanceof ScanOutcome.Changed changed) {
      warnOfLosses(changed);
    }
  }

  private void warnOfLosses(ScanOutcome.Changed file) {
    if (file.lost().version() != null) {
      warnAtEnd(
          "%s: its content changed, so its link by hand was removed; to link it again: tsr db link FILE --to %d"
              .formatted(file.path(), file.lost().version()));
    }
    if (file.lost().note()) {
      warnAtEnd(
          "%s: its content changed, so its note stays with the old content; to see it: tsr db note %s"
              .formatted(file.path(), file.oldSha256()));
    }
  }

  private static boolean isNews(ScannedFile file) {
    return file.status() != Status.UNCHANGED && !file.known();
  }

  private void keep(ScannedFile failure) {
    failures.add(failure);
    if (failures.size() == MAX_KEPT) {
      addFailures();
      printFailures();
    }
  }

  /** Adds rows in TSV only: in a table, each failure is an error message with its reason. */
  private void addFailures() {
    if (format == Format.TSV) {
      failures.forEach(this::row);
    }
  }

  private void printFailures() {
    failures.forEach(file -> failure(file.path(), file.error()));
    failures.clear();
  }

  @Override
  protected String noLongerSearches() {
    return dryRun ? "would no longer search it" : super.noLongerSearches();
  }

  @Override
  protected String word(Status status) {
    return status.word();
  }

  @Override
  protected String wordIfKnown(Status status) {
    return status == Status.MISSING ? "still missing" : "known to be bad (tsr db list --failed)";
  }

  @Override
  public void close() {
    addFailures();
    super.close();
  }

  @Override
  protected void ending() {
    printFailures();
    super.ending();
    notice(sums() + "; " + reading());
  }

  private String reading() {
    if (dryRun) {
      return "a dry run: "
          + (bytesToRead == 0 ? "nothing" : ByteCount.human(bytesToRead))
          + " to read, and nothing was recorded";
    }
    long bytes = bytesRead.sum();
    if (bytes == 0) {
      return "nothing to read";
    }
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    return String.format(
        Locale.ROOT,
        "%s read in %.1f s (%s/s)",
        ByteCount.human(bytes),
        seconds,
        ByteCount.human((long) (bytes / seconds)));
  }
}
