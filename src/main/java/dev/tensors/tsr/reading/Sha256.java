package dev.tensors.tsr.reading;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes a SHA-256. */
public final class Sha256 {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Cloned for each file, which is faster than to search Java's providers of SHA-256 again. */
  private static final MessageDigest UNUSED = unused();

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest unused() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds the remaining bytes of a buffer. */
  public void update(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** Finishes the computation; returns 64 upper case hex digits. */
  public String hex() {
    return HEX.formatHex(digest.digest());
  }
}
