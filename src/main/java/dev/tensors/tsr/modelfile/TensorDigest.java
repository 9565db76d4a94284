package dev.tensors.tsr.modelfile;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of a header's tensors: equal for two files whose tensors have the same names, types,
 * shapes and places in the data, in whatever order the headers name them. It finds files that may
 * hold the same weights; only their bytes prove it.
 */
public final class TensorDigest implements TensorListener {

  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;

  private long sum;
  private long xor;
  private long count;

  @Override
  public void tensor(String name, String dtype, long[] shape, long begin) {
    long hash = mix(text(name) + PRIME_1 * text(dtype));
    hash = mix(hash ^ Arrays.hashCode(shape) * PRIME_2);
    hash = mix(hash + begin);
    sum += hash;
    xor ^= mix(hash * PRIME_1 + 1);
    count++;
  }

  /** The digest of all tensors until now, 32 hex digits; null where there was none. */
  public @Nullable String hex() {
    if (count == 0) {
      return null;
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(mix(sum + count)) + hex.toHexDigits(mix(xor ^ count));
  }

  private static long text(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * PRIME_2 + text.charAt(i);
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** Spreads each bit over all others, as the finalizer of MurmurHash3 does. */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
