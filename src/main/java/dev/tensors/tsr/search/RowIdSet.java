package dev.tensors.tsr.search;

import java.util.Arrays;
import java.util.BitSet;

/** Very many row ids. Those that SQLite has assigned are small, but a user's SQL can choose any. */
final class RowIdSet {

  /** The bits take 8 MiB at most. */
  private static final int SMALL = 1 << 26;

  private final BitSet small = new BitSet();
  private final long[] others;

  RowIdSet(long[] ids) {
    int left = 0;
    long[] rest = new long[ids.length];
    for (long id : ids) {
      if (isSmall(id)) {
        small.set((int) id);
      } else {
        rest[left++] = id;
      }
    }
    others = Arrays.copyOf(rest, left);
    Arrays.sort(others);
  }

  boolean contains(long id) {
    return isSmall(id) ? small.get((int) id) : Arrays.binarySearch(others, id) >= 0;
  }

  private static boolean isSmall(long id) {
    return id >= 0 && id < SMALL;
  }
}
