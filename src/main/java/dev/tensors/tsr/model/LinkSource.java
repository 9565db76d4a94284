package dev.tensors.tsr.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who found the version that a file is linked to. */
public enum LinkSource {
  /** The cached models. */
  CACHE,
  /** An answer of CivitAI. */
  CIVITAI,
  /** The user. */
  MANUAL,
  /** A file that another model manager wrote beside the model. */
  SIDECAR;

  /** Its word in results and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The source of a word in the database; null for NULL, and for an unknown word, which a user
   * wrote.
   */
  public static @Nullable LinkSource of(@Nullable String word) {
    for (LinkSource source : values()) {
      if (source.word().equals(word)) {
        return source;
      }
    }
    return null;
  }
}
