package dev.tensors.tsr.library.parts;

import org.jspecify.annotations.Nullable;

/**
 * What a model needs beside itself, or what a file is to others: a class of encoders or VAEs.
 *
 * @param component the class, as the tensors tell it, such as ae16
 * @param edition which of the VAEs or encoders with the same tensors it is, such as flux; null: the
 *     class has no editions, or any of them is meant
 */
public record Part(String component, @Nullable String edition) {

  /** Reads it as the tables write it: ae16@flux. */
  static Part of(String word) {
    int at = word.indexOf('@');
    return at < 0 ? new Part(word, null) : new Part(word.substring(0, at), word.substring(at + 1));
  }

  /** As the tables write it. */
  String word() {
    return edition == null ? component : component + "@" + edition;
  }
}
