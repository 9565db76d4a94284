package dev.tensors.tsr.scan;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making. */
final class Sha256 {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds what remains in the buffer. */
  void update(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** Ends it: 64 upper case hex digits. */
  String hex() {
    return HEX.formatHex(digest.digest());
  }
}
