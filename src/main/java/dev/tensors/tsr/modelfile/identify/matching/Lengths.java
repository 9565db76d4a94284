package dev.tensors.tsr.modelfile.identify.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The distinct lengths that the tensors of a form have along one axis. */
public final class Lengths {

  /** Stands for a length that the file does not state. */
  static final long UNKNOWN = 0;

  /** The tensors of one form have two or three lengths in real models. */
  private static final int MOST = 16;

  private long[] values = new long[2];
  private int size;
  private long greatest;
  private boolean more;

  void add(long length) {
    greatest = Math.max(greatest, length);
    for (int i = 0; i < size; i++) {
      if (values[i] == length) {
        return;
      }
    }
    if (length == UNKNOWN || size == MOST) {
      more |= length != UNKNOWN;
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Lengths lengths
        && greatest == lengths.greatest
        && more == lengths.more
        && Arrays.equals(values, 0, size, lengths.values, 0, lengths.size);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(greatest + size);
  }

  void addAll(Lengths others) {
    for (int i = 0; i < others.size; i++) {
      add(others.values[i]);
    }
    more |= others.more;
    greatest = Math.max(greatest, others.greatest);
  }

  /** Whether the length of a tensor is known. */
  public boolean told() {
    return size > 0;
  }

  /** The greatest length, also of those too many to keep; 0 if none is known. */
  public long greatest() {
    return greatest;
  }

  /** Whether a tensor has one of these lengths. */
  boolean hasAny(long... lengths) {
    for (int i = 0; i < size; i++) {
      if (contains(lengths, values[i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether each tensor whose length is known has one of these. */
  boolean areAmong(long... lengths) {
    for (int i = 0; i < size; i++) {
      if (!contains(lengths, values[i])) {
        return false;
      }
    }
    return !more;
  }

  private static boolean contains(long[] all, long one) {
    for (long each : all) {
      if (each == one) {
        return true;
      }
    }
    return false;
  }
}
