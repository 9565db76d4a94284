package dev.tensors.tsr.catalog;

/** How a linked file differs from the files of its version at CivitAI. */
public enum CivitaiDifference {
  /** It is one of them, it is not linked, the user made the link, or their hashes are not known. */
  NONE,
  /** It has the weights of one of them under another header. */
  HEADER,
  /** It is none of them, as after a conversion. */
  CONTENT
}
