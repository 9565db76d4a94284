package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.reading.FileReading;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.ModelReader;
import dev.tensors.tsr.reading.ReadJob;
import dev.tensors.tsr.reading.ReaderPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files in parallel, and a file with several hard links only once: links that are found while
 * it is read share the result.
 */
final class SharedReads implements AutoCloseable {

  /**
   * Keeps the heap small. By itself, the serial collector lets the old generation grow to a quarter
   * of the machine's memory before it collects it.
   */
  static final class HeapTrimmer {

    private static final long SMALLEST = 40 << 20;

    private long limit;

    /** Takes a heap that is large before the work begins as the one to be doubled. */
    HeapTrimmer() {
      long now = Runtime.getRuntime().totalMemory();
      this.limit = now > SMALLEST ? 2 * now : SMALLEST;
    }

    /** Collects the whole heap if it has doubled; that takes some 10 ms. */
    void trim() {
      Runtime runtime = Runtime.getRuntime();
      if (runtime.totalMemory() > limit) {
        System.gc();
        limit = Math.max(SMALLEST, 2 * runtime.totalMemory());
      }
    }
  }

  /** Receives the results, on the thread that calls a receive method. */
  interface Receiver {

    /**
     * A whole file was read.
     *
     * @param recorded the row of the file, perhaps with an old path; null: none
     */
    void read(FoundFile file, @Nullable LocalFile recorded, FileReading reading);

    /** What was not recorded of a file was read. */
    void completed(FoundFile file, LocalFile recorded, FileReading.Completed reading);

    /**
     * A file was compared with those that it may have been.
     *
     * @param same those that have its fingerprint
     * @param links its further hard links
     */
    void compared(FoundFile file, List<LocalFile> same, List<FoundFile> links);
  }

  private static final long PATIENCE_MS = 200;

  private final ReaderPool<ReadJob, FileReading> pool;
  private final Function<Path, @Nullable LocalFile> rows;
  private final Receiver receiver;
  private final HeapTrimmer heap = new HeapTrimmer();

  /** The files that are being read, each with its further hard links. */
  private final Map<FileStamp, List<FoundFile>> hardLinks = new HashMap<>();

  /**
   * @param jobs the number of files to read at once
   * @param rows finds the present row of a path
   */
  SharedReads(
      int jobs, ModelReader reader, Function<Path, @Nullable LocalFile> rows, Receiver receiver) {
    this.pool = new ReaderPool<>(jobs, job -> job.read(reader), this::received);
    this.rows = rows;
    this.receiver = receiver;
  }

  /** Adds a hard link to a file that is being read; false if it is none. */
  boolean join(FoundFile file) {
    List<FoundFile> links = file.stamp().fileKey() == null ? null : hardLinks.get(file.stamp());
    return links != null && FileStamps.hasHardLinks(file.path()) && links.add(file);
  }

  /**
   * Reads a whole file.
   *
   * @param row the row of the file, perhaps with an old path; null: none
   * @param claims the hashes that it may have
   */
  void submit(FoundFile file, @Nullable LocalFile row, List<ClaimedHash> claims) {
    submit(new ReadJob.Whole(file, row, claims));
  }

  private void submit(ReadJob job) {
    FoundFile file = job.file();
    if (file.stamp().fileKey() != null) {
      hardLinks.putIfAbsent(file.stamp(), new ArrayList<>(List.of(file)));
    }
    pool.submit(job);
  }

  /** Reads what an older tsr did not read of a recorded file. */
  void complete(FoundFile file, LocalFile row) {
    pool.submit(new ReadJob.Completion(file, row));
  }

  /** Compares a file with those that it may have been, by their fingerprints. */
  void compare(FoundFile file, List<ReadJob.Comparison.Candidate> candidates) {
    submit(new ReadJob.Comparison(file, candidates));
  }

  /** The number of files whose results were not received yet. */
  int underway() {
    return pool.underway();
  }

  /** Receives the finished results, without waiting. */
  void receiveFinished() {
    pool.receiveFinished();
  }

  /** Waits a short time for the next result, and receives it. */
  void receiveNext() throws InterruptedException {
    pool.receiveNext(PATIENCE_MS);
  }

  private void received(ReadJob job, FileReading reading) {
    switch (job) {
      case ReadJob.Whole(FoundFile file, LocalFile row, _) -> received(file, row, reading);
      case ReadJob.Completion(FoundFile file, LocalFile row) -> {
        if (reading instanceof FileReading.Completed completed) {
          receiver.completed(file, row, completed);
        }
      }
      case ReadJob.Comparison(FoundFile file, _) -> {
        List<LocalFile> same =
            reading instanceof FileReading.Compared(List<LocalFile> files) ? files : List.of();
        receiver.compared(file, same, takeLinks(file));
      }
    }
  }

  private void received(FoundFile file, @Nullable LocalFile row, FileReading reading) {
    receiver.read(file, row, reading);
    takeLinks(file).forEach(link -> receiver.read(link, rows.apply(link.path()), reading));
    heap.trim();
  }

  private List<FoundFile> takeLinks(FoundFile file) {
    List<FoundFile> names = hardLinks.get(file.stamp());
    if (names == null || names.getFirst() != file) {
      return List.of();
    }
    hardLinks.remove(file.stamp());
    return names.subList(1, names.size());
  }

  /** Interrupts the reading threads. */
  @Override
  public void close() {
    pool.close();
  }
}
