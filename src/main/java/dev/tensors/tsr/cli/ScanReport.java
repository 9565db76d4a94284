package dev.tensors.tsr.cli;

import dev.tensors.tsr.output.Bytes;
import dev.tensors.tsr.output.EnduringRows;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Talk;
import dev.tensors.tsr.scan.ScanListener;
import dev.tensors.tsr.scan.ScanOutcome;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Shows a scan while it runs: a row for each file, progress, failures, and the sums at its end. */
final class ScanReport implements ScanListener, AutoCloseable {

  private final boolean dryRun;
  private final boolean table;
  private final Talk talk;
  private final Progress progress;
  private final Rows<ScannedFile> rows;
  private final Map<ScannedFile.Status, Long> counts = new EnumMap<>(ScannedFile.Status.class);
  private final LongAdder bytesRead = new LongAdder();
  private final long start = System.nanoTime();
  private boolean absent;
  private boolean emptied;

  ScanReport(Context context, boolean dryRun) {
    this.dryRun = dryRun;
    this.table = context.format() == Format.TABLE;
    this.talk = context.talk();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = new EnduringRows<>(context.rows(ScannedFile.COLUMNS));
  }

  @Override
  public void toRead(long bytes) {
    progress.grow(bytes);
  }

  @Override
  public void read(long bytes) {
    bytesRead.add(bytes);
    progress.advance(bytes);
  }

  @Override
  public void done(ScanOutcome outcome) {
    ScannedFile file = ScannedFile.of(outcome);
    counts.merge(file.status(), 1L, Long::sum);
    boolean failed = file.status() == ScannedFile.Status.FAILED;
    if (failed) {
      progress.aside(() -> talk.error(file.filePath() + ": " + file.error()));
    }
    // A person wants to see what is new; a failure was just told.
    if (!table || !(failed || file.status() == ScannedFile.Status.UNCHANGED)) {
      progress.aside(() -> rows.add(file));
    }
  }

  @Override
  public void absent(Path path) {
    absent = true;
    progress.aside(
        () ->
            talk.error(
                path
                    + ": no such folder or file; nothing was marked missing. Is a disk not"
                    + " mounted?"));
  }

  @Override
  public void emptied(Path folder, long recorded) {
    emptied = true;
    progress.aside(
        () ->
            talk.warning(
                folder
                    + ": holds no model, but the catalogue has "
                    + recorded
                    + " below it; nothing was marked missing. Is a disk not mounted? If they are"
                    + " deleted, scan the folder above."));
  }

  int exitCode() {
    if (absent) {
      return ExitCode.ABSENT;
    }
    boolean failed = counts.containsKey(ScannedFile.Status.FAILED);
    return failed || emptied ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      talk.notice(summary());
    }
  }

  private String summary() {
    StringJoiner sums = new StringJoiner(", ");
    for (ScannedFile.Status status : ScannedFile.Status.values()) {
      long count = counts.getOrDefault(status, 0L);
      if (count > 0 || status == ScannedFile.Status.NEW) {
        sums.add(count + " " + status.word());
      }
    }
    if (dryRun) {
      return sums + "; a dry run: nothing was read or recorded";
    }
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    long bytes = bytesRead.sum();
    if (bytes == 0) {
      return sums + "; nothing to read";
    }
    return sums
        + String.format(
            Locale.ROOT,
            "; %s read in %.1f s (%s/s)",
            Bytes.human(bytes),
            seconds,
            Bytes.human((long) (bytes / seconds)));
  }
}
