package dev.tensors.tsr.output;

/** How a value is shown and aligned in a table; the other formats show every kind alike. */
public enum Kind {
  /** Cut at its end if need be. */
  TEXT,
  /** Cut at its start, as a path's end tells more. */
  PATH,
  /** Right-aligned, never cut. */
  NUMBER,
  /** A number of bytes, shown in KiB, MiB and so on; right-aligned, never cut. */
  BYTES,
  /** Never cut. */
  TIME,
  /** A collection, joined; cut at its end if need be. */
  LIST;

  boolean rightAligned() {
    return this == NUMBER || this == BYTES;
  }

  boolean flexible() {
    return this == TEXT || this == PATH || this == LIST;
  }
}
