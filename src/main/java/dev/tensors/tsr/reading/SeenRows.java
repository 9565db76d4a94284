package dev.tensors.tsr.reading;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** A set of row ids: a bit each, as there can be millions. */
public final class SeenRows {

  private final BitSet usual = new BitSet();

  /** Ids that SQLite does not choose by itself, given by other programs. */
  private final Set<Long> others = new HashSet<>();

  public void add(long id) {
    if (isUsual(id)) {
      usual.set((int) id);
    } else {
      others.add(id);
    }
  }

  public boolean contains(long id) {
    return isUsual(id) ? usual.get((int) id) : others.contains(id);
  }

  private static boolean isUsual(long id) {
    return id >= 0 && id < 100_000_000;
  }
}
