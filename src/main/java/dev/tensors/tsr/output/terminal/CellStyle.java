package dev.tensors.tsr.output.terminal;

/** The meaning of a cell or message, shown as its colour. */
public enum CellStyle {
  PLAIN(""),
  GOOD("\033[32m"),
  NOTEWORTHY("\033[33m"),
  BAD("\033[31m"),
  FAINT("\033[2m"),
  /** What the user likes. */
  LIKED("\033[35m"),
  /** What is on a disk that is not mounted. */
  AWAY("\033[36m"),
  HEADING("\033[1m");

  /** The ANSI sequence that ends every style. */
  public static final String RESET = "\033[0m";

  private final String ansi;

  CellStyle(String ansi) {
    this.ansi = ansi;
  }

  /** The ANSI sequence that starts the style; empty for {@link #PLAIN}. */
  public String ansi() {
    return ansi;
  }
}
