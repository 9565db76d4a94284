package dev.tensors.tsr.sidecars;

import java.util.Locale;

/** What export did with a file of another manager. */
public enum ExportStatus {
  /** It was absent, and was written. */
  WRITTEN,
  /** Its empty fields were filled. */
  MERGED,
  /** It is there, and was left as it is. */
  PRESENT,
  /** It was absent, and cannot be written for this model file. */
  SKIPPED,
  /** It is there, and cannot or may not be filled. */
  REFUSED,
  /** The disk or the system did not let it be written. */
  FAILED;

  /** Its word in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
