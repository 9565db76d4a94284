package dev.tensors.tsr.output;

/** What a coloured cell says. */
public enum CellStyle {
  PLAIN(""),
  GOOD("\033[32m"),
  NOTEWORTHY("\033[33m"),
  BAD("\033[31m"),
  FAINT("\033[2m");

  /** Ends any of them. */
  static final String RESET = "\033[0m";

  /** Of headings, which no row's cell looks like. */
  static final String BOLD = "\033[1m";

  private final String style;

  CellStyle(String style) {
    this.style = style;
  }

  /** The ANSI sequence that starts it; empty if there is none. */
  String style() {
    return style;
  }
}
