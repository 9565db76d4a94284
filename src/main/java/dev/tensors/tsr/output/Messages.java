package dev.tensors.tsr.output;

import java.util.function.UnaryOperator;

/** What is said on standard error, a line each, its control characters made visible. */
public final class Messages {

  private final Terminal terminal;
  private final boolean quiet;
  private final boolean colour;

  private final UnaryOperator<String> mask;

  /**
   * @param quiet whether to leave out the notices
   * @param mask takes out what must not be shown
   */
  public Messages(Terminal terminal, boolean quiet, Colour colour, UnaryOperator<String> mask) {
    this.mask = mask;
    this.terminal = terminal;
    this.quiet = quiet;
    this.colour = terminal.colours(colour, terminal.errIsTerminal());
  }

  /** What is good to know, and nothing to act upon. */
  public void notice(String text) {
    if (!quiet) {
      terminal.err().println(visible(text));
    }
  }

  /** What went another way than the user may think. */
  public void warning(String text) {
    say(CellStyle.NOTEWORTHY, text);
  }

  /** What failed: what, why, and what to do next. */
  public void error(String text) {
    say(CellStyle.BAD, text);
  }

  /** A line that belongs to the one before. */
  public void detail(String text) {
    terminal.err().println("  " + visible(text));
  }

  private String visible(String text) {
    return TerminalText.visible(mask.apply(text));
  }

  private void say(CellStyle tone, String text) {
    String name = colour ? tone.style() + "tsr:" + CellStyle.RESET : "tsr:";
    terminal.err().println(name + " " + visible(text));
  }
}
