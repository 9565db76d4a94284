package dev.tensors.tsr.model;

/** CivitAI's hash of the weights of a .safetensors file. */
public final class AutoV3 {

  /** CivitAI keeps this many digits of the SHA-256 of all bytes after the header. */
  private static final int DIGITS = 12;

  private AutoV3() {}

  /** The AutoV3 hash of weights with this SHA-256, upper case hex. */
  public static String of(String weightsSha256) {
    return weightsSha256.substring(0, DIGITS);
  }
}
