package dev.tensors.tsr.sidecars.formats;

import java.util.Locale;

/** What an import learns from a sidecar. */
public enum SidecarStatus {
  /** A SHA-256 in it is that of the file. */
  PROVED,
  /** Only the hash of the weights is that of the file: a program rewrote the header. */
  SAME_WEIGHTS,
  /** It names a version, and nothing proves that the file is that version. */
  CLAIMED,
  /** It lists the hashes of a version's files, and the file has none of them. */
  CONTRADICTED,
  /** It names no version, but has notes of the user. */
  NOTES_ONLY,
  /** It has nothing that tsr can take over. */
  EMPTY,
  /** It could not be read. */
  UNREADABLE,
  /** It is as it was when it was imported, and was not read. */
  UNCHANGED;

  /** The status as results and the database write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
