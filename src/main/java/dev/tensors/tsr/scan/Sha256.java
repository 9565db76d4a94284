package dev.tensors.tsr.scan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making. */
final class Sha256 {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Of small slices there are soon so many that the fastest machine code is made for them. */
  private static final int SLICE = 16 * 1024;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void update(byte[] bytes, int count) {
    for (int from = 0; from < count; from += SLICE) {
      digest.update(bytes, from, Math.min(SLICE, count - from));
    }
  }

  /** Ends it: 64 upper case hex digits. */
  String hex() {
    return HEX.formatHex(digest.digest());
  }
}
