package dev.tensors.tsr.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The hash that proves a link. */
public enum LinkMatch {
  /** The hash of the whole file. */
  SHA256,
  /** The hash of the tensors alone: the headers differ. */
  WEIGHTS;

  /** Its word in results and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The match of a word in the database; null for NULL, and for an unknown word, which a user
   * wrote.
   */
  public static @Nullable LinkMatch of(@Nullable String word) {
    for (LinkMatch match : values()) {
      if (match.word().equals(word)) {
        return match;
      }
    }
    return null;
  }
}
