package dev.tensors.tsr.modelfile.identify.matching;

import dev.tensors.tsr.text.SaturatingMath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the alpha of the module with the largest rank. A module's tensors stand together in a
 * header, so that only the last module need be kept; else the first alpha is taken.
 */
public final class AlphaFinder {

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

  static final String ALPHA = ".alpha";

  private String module = "";
  private long rank;
  private @Nullable AlphaTensor alpha;
  private long bestRank = -1;
  private @Nullable AlphaTensor best;

  /** Adds a tensor; {@code begin} is where its data begins, in bytes from the header's end. */
  public void add(String name, NameTraits traits, String dtype, long[] shape, long begin) {
    if (traits.alpha()) {
      enter(name, ALPHA);
      if (SaturatingMath.elements(shape) == 1) {
        alpha = AlphaTensor.of(begin, dtype);
      }
    } else if (traits.ending() != null && traits.ending().tellsRank()) {
      enter(name, traits.ending().text());
      rank = Math.max(rank, shape.length >= 2 ? shape[0] : 0);
    } else {
      return;
    }
    if (alpha != null && rank > bestRank) {
      bestRank = rank;
      best = alpha;
    }
  }

  private void enter(String name, String ending) {
    int length = name.length() - ending.length();
    if (length != module.length() || !name.startsWith(module)) {
      module = name.substring(0, length);
      rank = 0;
      alpha = null;
    }
  }

  /** The tensor that holds the alpha; null where there is none. */
  public @Nullable AlphaTensor found() {
    return best;
  }
}
