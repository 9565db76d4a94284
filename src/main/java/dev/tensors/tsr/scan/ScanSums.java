package dev.tensors.tsr.scan;

import dev.tensors.tsr.text.ByteCount;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts the files of a scan by status, and the bytes read. */
final class ScanSums {

  private final boolean dryRun;
  private final long start = System.nanoTime();
  private final LongAdder bytesRead = new LongAdder();

  /** Files by status, unless an earlier scan found the same. */
  private final Map<ScannedFile.Status, Long> news = new EnumMap<>(ScannedFile.Status.class);

  /** Failed or missing files that an earlier scan had found, too. */
  private final Map<ScannedFile.Status, Long> known = new EnumMap<>(ScannedFile.Status.class);

  ScanSums(boolean dryRun) {
    this.dryRun = dryRun;
  }

  void count(ScannedFile file) {
    (file.known() ? known : news).merge(file.status(), 1L, Long::sum);
  }

  /** Any thread may call this. */
  void read(long bytes) {
    bytesRead.add(bytes);
  }

  /** Whether no file was found, nor missed. */
  boolean isEmpty() {
    return news.isEmpty() && known.isEmpty();
  }

  boolean failedAnew() {
    return news.containsKey(ScannedFile.Status.FAILED);
  }

  boolean wentMissingOrChanged() {
    return news.containsKey(ScannedFile.Status.MISSING)
        || news.containsKey(ScannedFile.Status.CHANGED);
  }

  /** One line with the counts. */
  String text() {
    StringJoiner sums = new StringJoiner(", ");
    for (ScannedFile.Status status : ScannedFile.Status.values()) {
      long count = news.getOrDefault(status, 0L);
      if (count > 0 || status == ScannedFile.Status.NEW) {
        sums.add(count + " " + status.word());
      }
    }
    known.forEach(
        (status, count) ->
            sums.add(
                status == ScannedFile.Status.MISSING
                    ? count + " still missing"
                    : count + " known to be bad (tsr db list --failed)"));
    return sums + "; " + reading();
  }

  private String reading() {
    if (dryRun) {
      return "a dry run: nothing was read or recorded";
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
