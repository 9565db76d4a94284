package dev.tensors.tsr.references;

import dev.tensors.tsr.model.ModelHash;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a mention and a file have in common; the surest first. */
public enum ModelMatch {
  SHA256,
  /** The first 10 digits of the SHA-256. */
  AUTOV2,
  /** The SHA-256 of all bytes after the header, or a hash of the weights that a trainer wrote. */
  WEIGHTS,
  BLAKE3,
  /** 8 digits of the SHA-256 of a part of the file. */
  AUTOV1,
  CRC32,
  /** CivitAI's id of the version. */
  VERSION_ID,
  /** CivitAI's id of the model, which can have several versions. */
  MODEL_ID,
  /** The class that a part of a model must have, or the base model of an adapter. */
  CLASS,
  NAME,
  /** The name that the file had before it was renamed. */
  OLD_NAME;

  /** The word in JSON and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value whose {@link #word} this is; null for null, and for an unknown word, which a user
   * wrote.
   */
  public static @Nullable ModelMatch ofWord(@Nullable String word) {
    for (ModelMatch match : values()) {
      if (match.word().equals(word)) {
        return match;
      }
    }
    return null;
  }

  /** A match with the first digits of a file's SHA-256. */
  static ModelMatch ofSha256(String digits) {
    return digits.length() == ModelHash.AUTOV2_DIGITS ? AUTOV2 : SHA256;
  }

  /**
   * A match with a hash that CivitAI has.
   *
   * @param type CivitAI's name of the kind; kinds that are not known yet are of weights
   */
  public static ModelMatch ofHashType(String type, String digits) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "SHA256", "AUTOV2" -> ofSha256(digits);
      case "AUTOV1" -> AUTOV1;
      case "BLAKE3" -> BLAKE3;
      case "CRC32" -> CRC32;
      default -> WEIGHTS;
    };
  }

  /** The kind that the number of a hash's digits makes likely. */
  public static ModelMatch ofHash(String digits) {
    return switch (digits.length()) {
      case ModelHash.FEWEST_DIGITS -> AUTOV1;
      case ModelHash.AUTOV3_DIGITS -> WEIGHTS;
      default -> ofSha256(digits);
    };
  }

  /** Whether a hash of this kind is meant where a picture says {@code stated}. */
  boolean isMeantBy(ModelMatch stated) {
    return this == stated || this == AUTOV2 && stated == SHA256;
  }
}
