package dev.tensors.tsr.output;

/** How a table shows and aligns a value; the other formats ignore it. */
public enum ValueKind {
  /** Cut at the end if the room is too small. */
  TEXT,
  /** Cut so that most of the file's name is left. */
  PATH,
  /** Right-aligned; cut only if no other column can be cut. */
  NUMBER,
  /** A number of bytes, shown in KiB, MiB and so on; aligned and cut like a number. */
  BYTES,
  /** Cut like a number. */
  TIME,
  /** A SHA-256, shown as its first 10 digits, as in web UIs. */
  HASH,
  /** A collection, joined by commas; cut like text. */
  LIST;

  public boolean rightAligned() {
    return this == NUMBER || this == BYTES;
  }

  public boolean flexible() {
    return this == TEXT || this == PATH || this == LIST;
  }
}
