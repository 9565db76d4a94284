package dev.tensors.tsr.page.folder;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a file by its content, so that a changed file has another name. */
public final class ContentHash {

  /** With 300,000 files, two of them get the same name in one of 400 million pages. */
  private static final int BYTES = 8;

  private ContentHash() {}

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first digits of a hash, lower case. */
  public static String name(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  public static String of(byte[] content) {
    return name(digest().digest(content));
  }
}
