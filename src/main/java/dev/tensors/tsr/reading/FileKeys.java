package dev.tensors.tsr.reading;

import java.util.BitSet;

/** The file keys that were added, as one bit each: it takes 1 MiB for any number of them. */
final class FileKeys {

  private static final int INDEX_BITS = 23;

  private final BitSet added = new BitSet(1 << INDEX_BITS);

  /**
   * Adds a file key.
   *
   * @return whether it is certainly new; false also where another key has the same bit
   */
  boolean add(String fileKey) {
    int spread = fileKey.hashCode() * 0x9E3779B9; // keys differ in their last digits only
    int index = spread >>> (Integer.SIZE - INDEX_BITS);
    boolean isNew = !added.get(index);
    added.set(index);
    return isNew;
  }
}
