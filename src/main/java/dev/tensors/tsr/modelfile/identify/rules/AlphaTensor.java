package dev.tensors.tsr.modelfile.identify.rules;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The tensor that holds an adapter's alpha, a single number, whose value is in the tensor data.
 *
 * @param begin where its data begins, in bytes from the end of the header
 * @param dtype how the number is stored, such as F32
 * @param size of the number in bytes
 */
public record AlphaTensor(long begin, String dtype, int size) {

  /** The tensor of this type; null where a number of that type cannot be read. */
  public static @Nullable AlphaTensor of(long begin, String dtype) {
    return switch (dtype) {
      case "F64", "I64" -> new AlphaTensor(begin, dtype, Long.BYTES);
      case "F32", "I32" -> new AlphaTensor(begin, dtype, Integer.BYTES);
      case "F16", "BF16" -> new AlphaTensor(begin, dtype, Short.BYTES);
      default -> null;
    };
  }

  /**
   * The number that the tensor's data holds.
   *
   * @return null if it is no finite number
   */
  public @Nullable Double value(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    double value =
        switch (dtype) {
          case "F64" -> bytes.getDouble(0);
          case "F32" -> bytes.getFloat(0);
          case "F16" -> Float.float16ToFloat(bytes.getShort(0));
          case "BF16" -> Float.intBitsToFloat(bytes.getShort(0) << Short.SIZE);
          case "I64" -> bytes.getLong(0);
          default -> bytes.getInt(0);
        };
    return Double.isFinite(value) ? value : null;
  }
}
