package dev.tensors.tsr.model.files;

import java.util.Locale;

/** What a file of the user is that names the models it was made with, or that it loads. */
public enum MediaKind {
  PICTURE,
  VIDEO,
  SOUND,
  WORKFLOW;

  /** The word in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind whose {@link #word} this is; a picture for any other word, which a user wrote. */
  public static MediaKind ofWord(String word) {
    for (MediaKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return PICTURE;
  }
}
