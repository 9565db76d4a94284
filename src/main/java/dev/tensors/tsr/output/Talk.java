package dev.tensors.tsr.output;

/** What is said on standard error, a line each, its control characters made visible. */
public final class Talk {

  private final Terminal terminal;
  private final boolean quiet;
  private final boolean colour;

  /**
   * @param quiet whether to leave out the notices
   */
  public Talk(Terminal terminal, boolean quiet, Colour colour) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.colour = terminal.colours(colour, terminal.errIsTerminal());
  }

  /** What is good to know, and nothing to act upon. */
  public void notice(String text) {
    if (!quiet) {
      terminal.err().println(Text.visible(text));
    }
  }

  /** What went another way than the user may think. */
  public void warning(String text) {
    say(Tone.NOTEWORTHY, text);
  }

  /** What failed: what, why, and what to do next. */
  public void error(String text) {
    say(Tone.BAD, text);
  }

  /** A line that belongs to the one before. */
  public void detail(String text) {
    terminal.err().println("  " + Text.visible(text));
  }

  private void say(Tone tone, String text) {
    String name = colour ? tone.style() + "tsr:" + Tone.RESET : "tsr:";
    terminal.err().println(name + " " + Text.visible(text));
  }
}
