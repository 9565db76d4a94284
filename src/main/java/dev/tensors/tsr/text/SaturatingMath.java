package dev.tensors.tsr.text;

/** Sums and products of sizes; what is too large for a long is {@link Long#MAX_VALUE}. */
public final class SaturatingMath {

  private SaturatingMath() {}

  public static long sum(long one, long other) {
    long sum = one + other;
    return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  /**
   * The number of elements of a tensor.
   *
   * @param shape its lengths, unsigned
   */
  public static long elements(long[] shape) {
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
