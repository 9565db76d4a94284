package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;

/** Receives the results of a search for files with the same weights. */
public interface SameWeightsListener {

  /** The number of bytes that will be read of all files together. */
  void toRead(long bytes);

  /** Reports the number of bytes just read; called often, by several threads. */
  void read(long bytes);

  /** Files with the same weights, or exact copies, were found. */
  void group(SameWeightsGroup group);

  /** A file was left out: it is gone, or its size or time differs from the recorded one. */
  void changed(LocalFile file);

  /** A file that may have the weights of another one could not be read. */
  void unreadable(LocalFile file, String reason);

  /**
   * An older tsr recorded this number of files without the digest by which equal weights are
   * suspected.
   */
  void notCompared(long files);
}
