package dev.tensors.tsr.output.terminal;

import java.util.Locale;
import org.jline.nativ.CLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process's standard streams are terminals.
 *
 * @param inIsTerminal whether a person types the input
 * @param width the width of the terminal in columns; 0 if there is no terminal or its width is
 *     unknown
 */
public record StandardStreams(
    boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal, int width) {

  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int ERR = 2;

  /** Pipes or files, no terminal. */
  public static final StandardStreams NONE = new StandardStreams(false, false, false, 0);

  /**
   * Asks the system.
   *
   * @param terminals the numbers of the streams that the launcher found to be terminals ("", "1",
   *     "2" or "12"); null if it did not look. For "" the system is not asked.
   */
  public static StandardStreams ofProcess(@Nullable String terminals) {
    if (terminals != null && terminals.isEmpty()) {
      return NONE;
    }
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return ofConsole();
    }
    try {
      return ask();
    } catch (LinkageError e) {
      return ofConsole(); // no native library for this system
    }
  }

  private static StandardStreams ask() {
    boolean out = CLibrary.isatty(OUT) == 1;
    boolean err = CLibrary.isatty(ERR) == 1;
    return new StandardStreams(
        CLibrary.isatty(IN) == 1, out, err, out ? width(OUT) : err ? width(ERR) : 0);
  }

  /** The console is a terminal only where both stdin and stdout are one. */
  private static StandardStreams ofConsole() {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new StandardStreams(terminal, terminal, terminal, 0);
  }

  private static int width(int stream) {
    CLibrary.WinSize size = new CLibrary.WinSize();
    return CLibrary.ioctl(stream, CLibrary.TIOCGWINSZ, size) == 0 ? size.ws_col & 0xFFFF : 0;
  }
}
