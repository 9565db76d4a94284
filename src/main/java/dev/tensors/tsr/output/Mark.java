package dev.tensors.tsr.output;

import dev.tensors.tsr.output.terminal.CellStyle;

/** A state of a row that a table shows as one character. */
public enum Mark {
  /** Its content is damaged, or no longer a model. */
  FAILED("✗", CellStyle.BAD),
  /** Its disk is not mounted. */
  UNREACHABLE("○", CellStyle.AWAY),
  /** There is a newer version of it. */
  NEWER("↑", CellStyle.NOTEWORTHY),
  FAVOURITE("★", CellStyle.LIKED),
  /** The user has a file of it. */
  HERE("✓", CellStyle.GOOD);

  private final String sign;
  private final CellStyle style;

  Mark(String sign, CellStyle style) {
    this.sign = sign;
    this.style = style;
  }

  /** One character, which is one column wide. */
  public String sign() {
    return sign;
  }

  public CellStyle style() {
    return style;
  }

  @Override
  public String toString() {
    return sign;
  }
}
