package dev.tensors.tsr.library;

/** How a linked file differs from the files of its version at CivitAI. */
public enum CivitaiDifference {
  /**
   * No difference is known: the file has the hash of one of the version's files, is not linked, is
   * linked by hand, or no hash is known.
   */
  NONE,
  /** The file has the weights of one of them under another header. */
  HEADER,
  /** The file is none of them, as after a conversion. */
  CONTENT
}
