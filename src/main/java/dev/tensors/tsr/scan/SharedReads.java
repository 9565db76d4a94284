package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.LocalFile;
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

  /** Receives the results, on the thread that calls a receive method. */
  interface Receiver {

    /**
     * A whole file was read.
     *
     * @param recorded the row of the file, perhaps with an old path; null: none
     */
    void read(FoundFile file, @Nullable LocalFile recorded, FileReading reading);

    /** The header of a recorded file was read. */
    void identified(FoundFile file, LocalFile recorded, HeaderIdentity identity);
  }

  private static final long PATIENCE_MS = 200;

  private final ReaderPool<ReadJob, FileReading> pool;
  private final Function<Path, @Nullable LocalFile> rows;
  private final Receiver receiver;
  private final HeapTrimmer heap = new HeapTrimmer();

  /** Further hard links to the files that are being read. */
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
    return links != null && links.add(file);
  }

  /**
   * Reads a whole file.
   *
   * @param row the row of the file, perhaps with an old path; null: none
   */
  void submit(FoundFile file, @Nullable LocalFile row) {
    if (file.stamp().fileKey() != null) {
      hardLinks.put(file.stamp(), new ArrayList<>());
    }
    pool.submit(new ReadJob.Whole(file, row));
  }

  /** Reads the header of a recorded file. */
  void submitHeader(FoundFile file, LocalFile row) {
    pool.submit(new ReadJob.HeaderOnly(file, row));
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
      case ReadJob.Whole(FoundFile file, LocalFile row) -> received(file, row, reading);
      case ReadJob.HeaderOnly(FoundFile file, LocalFile row) -> {
        if (reading instanceof FileReading.Identified(HeaderIdentity identity)) {
          receiver.identified(file, row, identity);
        }
      }
    }
  }

  private void received(FoundFile file, @Nullable LocalFile row, FileReading reading) {
    receiver.read(file, row, reading);
    List<FoundFile> links = hardLinks.remove(file.stamp());
    if (links != null) {
      links.forEach(link -> receiver.read(link, rows.apply(link.path()), reading));
    }
    heap.trim();
  }

  /** Interrupts the reading threads. */
  @Override
  public void close() {
    pool.close();
  }
}
