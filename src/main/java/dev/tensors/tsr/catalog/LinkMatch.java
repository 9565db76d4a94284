package dev.tensors.tsr.catalog;

import java.util.Locale;

/** The hash that proves a link. */
public enum LinkMatch {
  /** Of the whole file. */
  SHA256,
  /** Of the weights alone: the header is another. */
  WEIGHTS;

  /** As results and the database spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The match of this spelling; null if it is null or none, as somebody's SQL may leave it. */
  static LinkMatch of(String word) {
    for (LinkMatch match : values()) {
      if (match.word().equals(word)) {
        return match;
      }
    }
    return null;
  }
}
