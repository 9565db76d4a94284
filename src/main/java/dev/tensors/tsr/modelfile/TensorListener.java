package dev.tensors.tsr.modelfile;

/** Is told of each tensor of a header while it is read, in the header's order. */
@FunctionalInterface
public interface TensorListener {

  /** Takes no notice of them. */
  TensorListener NONE = (name, dtype, shape, begin) -> {};

  /**
   * A tensor was read.
   *
   * @param dtype as the file has it, such as F16 or Q4_K
   * @param shape its lengths, the outermost first; empty for a scalar. Of more than eight axes only
   *     the first are told
   * @param begin where its data begins, in bytes from the end of the header
   */
  void tensor(String name, String dtype, long[] shape, long begin);
}
