package dev.tensors.tsr.output;

/** How a value is shown and aligned in a table; the other formats show every kind alike. */
public enum ValueKind {
  /** Cut at its end if need be. */
  TEXT,
  /** Cut so that most of the file's name can be read. */
  PATH,
  /** Right-aligned; cut only where nothing else is left to be cut. */
  NUMBER,
  /** A number of bytes, shown in KiB, MiB and so on; right-aligned, cut as a number is. */
  BYTES,
  /** Cut as a number is. */
  TIME,
  /** A SHA-256: its first 10 digits, which web UIs show, too. */
  HASH,
  /** A collection, joined; cut at its end if need be. */
  LIST;

  boolean rightAligned() {
    return this == NUMBER || this == BYTES;
  }

  boolean flexible() {
    return this == TEXT || this == PATH || this == LIST;
  }
}
