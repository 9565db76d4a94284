package dev.tensors.tsr.modelfile;

import java.util.Arrays;

/** A list of primitive longs: eight bytes each, for millions of tensors. */
final class LongList {

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
