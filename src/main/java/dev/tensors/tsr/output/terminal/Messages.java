package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.output.terminal.Terminal.Colour;
import java.util.function.UnaryOperator;

/** Writes messages to standard error, a line each, with control characters escaped. */
public final class Messages {

  private final Terminal terminal;
  private final boolean quiet;
  private final boolean colour;

  private final UnaryOperator<String> mask;

  /**
   * @param quiet whether notices are left out
   * @param mask removes secrets from a text
   */
  public Messages(Terminal terminal, boolean quiet, Colour colour, UnaryOperator<String> mask) {
    this.mask = mask;
    this.terminal = terminal;
    this.quiet = quiet;
    this.colour = terminal.colours(colour, terminal.errIsTerminal());
  }

  /** Whether notices are printed. */
  public boolean showsNotices() {
    return !quiet;
  }

  /** Information that needs no action. */
  public void notice(String text) {
    if (!quiet) {
      terminal.err().println(wrapped(visible(text), 0));
    }
  }

  /** Something unexpected that is no failure. */
  public void warning(String text) {
    print(CellStyle.NOTEWORTHY, text);
  }

  /** A failure: the thing, what is wrong, what to do. */
  public void error(String text) {
    print(CellStyle.BAD, text);
  }

  /** An indented line that continues the message before. */
  public void detail(String text) {
    terminal.err().println("  " + wrapped(visible(text), 2));
  }

  private String visible(String text) {
    return TerminalText.visible(mask.apply(text));
  }

  private void print(CellStyle style, String text) {
    String name = colour ? style.ansi() + "tsr:" + CellStyle.RESET : "tsr:";
    terminal.err().println(name + " " + wrapped(visible(text), "tsr: ".length()));
  }

  /**
   * The text with its lines ended between words, where a terminal would end them within one. A word
   * that is longer than a line, such as a path, stays whole.
   *
   * @param used the columns of the first line that are taken
   */
  private String wrapped(String text, int used) {
    if (!terminal.errIsTerminal() || used + TerminalText.width(text) <= terminal.width()) {
      return text;
    }
    StringBuilder lines = new StringBuilder();
    int column = used;
    for (String word : text.split(" ", -1)) {
      int width = TerminalText.width(word);
      boolean begins = lines.isEmpty();
      if (!begins && column + 1 + width > terminal.width()) {
        lines.append('\n').append(word);
        column = width;
      } else {
        lines.append(begins ? "" : " ").append(word);
        column += width + (begins ? 0 : 1);
      }
    }
    return lines.toString();
  }
}
