package dev.tensors.tsr.modelfile;

/** Called for each tensor of a header, in the header's order. */
@FunctionalInterface
public interface TensorListener {

  /** Does nothing. */
  TensorListener NONE = (name, dtype, shape, begin) -> {};

  /**
   * A tensor was read.
   *
   * @param dtype as the file has it, such as F16 or Q4_K
   * @param shape the length of each axis, the outermost first; empty for a scalar; of a tensor with
   *     more than eight axes only the first eight
   * @param begin the offset of its data, in bytes from the end of the header
   */
  void tensor(String name, String dtype, long[] shape, long begin);
}
