package dev.tensors.tsr.catalog;

import java.util.Locale;

/** Who found the version that a file is linked to. */
public enum LinkSource {
  /** The cached models. */
  CACHE,
  /** CivitAI, when it was asked. */
  CIVITAI,
  /** The user. */
  MANUAL,
  /** What another manager left beside the file. */
  SIDECAR;

  /** As results and the database spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source of this spelling; null if it is null or none, as somebody's SQL may leave it. */
  static LinkSource of(String word) {
    for (LinkSource source : values()) {
      if (source.word().equals(word)) {
        return source;
      }
    }
    return null;
  }
}
