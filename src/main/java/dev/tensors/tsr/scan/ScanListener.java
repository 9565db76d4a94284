package dev.tensors.tsr.scan;

import java.nio.file.Path;

/** Follows a scan. All but {@link #read} is called by the thread that scans. */
public interface ScanListener {

  /** A file of this length is to be read. */
  void toRead(long bytes);

  /** So many bytes of a file were read; called by many threads, often. */
  void read(long bytes);

  /** One file is done. */
  void done(ScanOutcome outcome);

  /**
   * Nothing is at this path; what the catalogue has below it was left alone.
   *
   * @param recorded how many files that are
   */
  void absent(Path path, long recorded);

  /**
   * Nothing is left below this folder of the files that the catalogue has there, as if its disk
   * were not mounted; they were left alone.
   */
  void emptied(Path folder, long recorded);
}
