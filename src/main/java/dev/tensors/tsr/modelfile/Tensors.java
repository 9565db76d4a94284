package dev.tensors.tsr.modelfile;

import java.util.Arrays;

/** Collects the tensors of a header, up to two million, and checks that they fill the file. */
final class Tensors {

  /** A list of primitive longs: eight bytes each, for millions of tensors. */
  static final class LongList {

    private long[] values = new long[16];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return values[index];
    }

    void sort() {
      Arrays.sort(values, 0, size);
    }

    /** Only for a sorted list. */
    boolean contains(long value) {
      return Arrays.binarySearch(values, 0, size, value) >= 0;
    }

    /** Whether a value occurs twice. Only for a sorted list. */
    boolean hasDuplicates() {
      for (int i = 1; i < size; i++) {
        if (values[i] == values[i - 1]) {
          return true;
        }
      }
      return false;
    }
  }

  private final LongList names = new LongList();
  private final LongList begins = new LongList();
  private final LongList ends = new LongList();
  private final LongList empties = new LongList();

  /** Adds a tensor from {@code begin} to {@code end}, in bytes from the end of the header. */
  void add(String name, long begin, long end) {
    names.add(hash(name));
    if (begin == end) {
      empties.add(begin);
    } else {
      begins.add(begin);
      ends.add(end);
    }
  }

  long count() {
    return names.size();
  }

  /**
   * Refuses two tensors of one name, and tensors that overlap or leave a hole. Call it once, after
   * the last tensor was added.
   *
   * @return the end of the last tensor, in bytes from the end of the header; 0 without tensors
   */
  long checkedEnd() throws Refusal {
    names.sort();
    if (names.hasDuplicates()) {
      throw new Refusal("two tensors have the same name");
    }
    begins.sort();
    ends.sort();
    long end = 0;
    // Tensors without hole or overlap are those whose sorted begins equal their sorted ends,
    // shifted
    // by one. So the two lists can be sorted independently, which takes no memory for pairs.
    for (int i = 0; i < begins.size(); i++) {
      checkJoint(end, begins.get(i));
      end = ends.get(i);
    }
    for (int i = 0; i < empties.size(); i++) {
      long at = empties.get(i);
      if (at > end) {
        checkJoint(end, at);
      } else if (at < end && !begins.contains(at)) {
        throw new Refusal("two tensors overlap at byte " + at + " of the tensor data");
      }
    }
    return end;
  }

  private static void checkJoint(long end, long begin) throws Refusal {
    if (begin < end) {
      throw new Refusal("two tensors overlap at byte " + begin + " of the tensor data");
    }
    if (begin > end) {
      throw new Refusal(
          "a hole between the tensors, from byte %s to byte %s of the tensor data"
              .formatted(end, begin));
    }
  }

  /** FNV-1a. Two of a million different names have one hash in one of 40 million files. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
