package dev.tensors.tsr.output;

/** How a table shows and aligns a value; the other formats ignore it. */
public enum ValueKind {
  /** Cut at the end if the room is too small. */
  TEXT,
  /** Cut so that most of the file's name is left. */
  PATH,
  /** Right-aligned, in groups of three digits; cut only if no other column can be cut. */
  NUMBER,
  /** A number that is a name: aligned and cut like a number, its digits together. */
  ID,
  /** A number of bytes, shown in KiB, MiB and so on; aligned and cut like a number. */
  BYTES,
  /** A time in ISO 8601, shown as its day; cut like a number. */
  TIME,
  /** A SHA-256, shown as its first 10 digits, as in web UIs. */
  HASH,
  /** A collection, joined by commas; cut like text. */
  LIST,
  /** A collection of {@link Mark}s, each in its own colour; cut like a number. */
  MARKS;

  public boolean rightAligned() {
    return this == NUMBER || this == ID || this == BYTES;
  }

  public boolean flexible() {
    return this == TEXT || this == PATH || this == LIST;
  }
}
