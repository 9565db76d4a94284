package dev.tensors.tsr.identify;

/** Sums and products of sizes; what is too large for a long is {@link Long#MAX_VALUE}. */
final class SaturatingMath {

  private SaturatingMath() {}

  static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /**
   * The number of elements of a tensor.
   *
   * @param shape its lengths, unsigned
   */
  static long elements(long[] shape) {
    long elements = 1;
    boolean tooMany = false;
    for (long length : shape) {
      if (length == 0) {
        return 0;
      }
      tooMany |= length < 0 || Math.multiplyHigh(elements, length) != 0 || elements * length < 0;
      elements = tooMany ? 1 : elements * length;
    }
    return tooMany ? Long.MAX_VALUE : elements;
  }
}
