package dev.tensors.tsr.scan;

import java.nio.file.Path;

/** Receives the results of a scan. The scanning thread calls all methods but {@link #read}. */
public interface ScanListener {

  /** A file of this length will be read. */
  void toRead(long bytes);

  /** Reports the number of bytes just read; called often, by several threads. */
  void read(long bytes);

  /** The outcome of one file. */
  void done(ScanOutcome outcome);

  /**
   * A remembered folder is gone, and none of its files is left: it is no longer remembered.
   *
   * @param folder its real path
   */
  void left(Path folder);

  /**
   * A path given to the scan does not exist; files recorded below it were not marked missing.
   *
   * @param recorded the number of these files
   * @param remembered whether a scan without a PATH goes through this folder, or one below it
   */
  void absent(Path path, long recorded, boolean remembered);

  /**
   * All recorded files below a folder are gone, as if its disk were not mounted; they were not
   * marked missing.
   *
   * @param recorded the number of these files
   */
  void emptied(Path folder, long recorded);
}
