package dev.tensors.tsr.modelfile;

import java.util.Arrays;

/** Numbers by the million, eight bytes each. */
final class LongList {

  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size); // less is left behind than by smaller steps
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

  /** Only for a sorted list. */
  boolean hasTwins() {
    for (int i = 1; i < size; i++) {
      if (values[i] == values[i - 1]) {
        return true;
      }
    }
    return false;
  }
}
