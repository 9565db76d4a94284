package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.system.OperatingSystem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.nativ.CLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Standard output for the result, standard error for messages, and the abilities of the terminal.
 *
 * @param out buffered; throws {@link BrokenOutput}
 * @param inIsTerminal whether standard input is a terminal, on which a person types
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is a terminal
 * @param width the width of tables in columns: from COLUMNS, also in a pipe, else that of the
 *     terminal; 0 if there is neither
 * @param colourWanted by CLICOLOR_FORCE, also if the output is no terminal
 * @param colourRefused by NO_COLOR, CLICOLOR=0 or TERM=dumb
 * @param isDumb whether it takes no sequences at all: TERM=dumb
 * @param pictures how standard output draws pictures; null: it does not
 */
public record Terminal(
    Writer out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int width,
    boolean colourWanted,
    boolean colourRefused,
    boolean isDumb,
    @Nullable PictureProtocol pictures) {

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
      if (OperatingSystem.HERE == OperatingSystem.WINDOWS) {
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

  /** When output is coloured. */
  public enum Colour {
    /** On a terminal, unless environment variables such as NO_COLOR decide otherwise. */
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * Standard output. Its failures are {@link BrokenOutput}, to distinguish them from failures to
   * read files.
   */
  static final class ResultStream extends FilterOutputStream {

    ResultStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      try {
        out.write(octet);
      } catch (IOException e) {
        throw new BrokenOutput(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new BrokenOutput(e);
      }
    }
  }

  /** The width if the terminal does not report its own. */
  private static final int DEFAULT_WIDTH = 80;

  /** Reads the environment variables that describe the terminal. */
  public static Terminal of(
      OutputStream out,
      OutputStream err,
      StandardStreams streams,
      Map<String, String> environment) {
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    boolean force = !forced.isEmpty() && !forced.equals("0");
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean refuse =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("CLICOLOR", "").equals("0")
            || dumb;
    return new Terminal(
        new Utf8Writer(new ResultStream(out)),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        streams.inIsTerminal(),
        streams.outIsTerminal(),
        streams.errIsTerminal(),
        width(streams, environment.getOrDefault("COLUMNS", "")),
        force,
        refuse,
        dumb,
        streams.outIsTerminal() && !dumb ? PictureProtocol.of(environment) : null);
  }

  private static int width(StandardStreams streams, String columns) {
    if (!columns.isEmpty() && columns.matches("0*[1-9][0-9]{0,4}")) {
      return Integer.parseInt(columns);
    }
    if (!streams.outIsTerminal() && !streams.errIsTerminal()) {
      return 0;
    }
    return streams.width() > 0 ? streams.width() : DEFAULT_WIDTH;
  }

  /**
   * Standard output as the target of rows.
   *
   * @param paths how tables write paths
   */
  public OutputTarget target(Colour colour, ShownPaths paths) {
    return new OutputTarget(
        out, width, colours(colour, outIsTerminal), outIsTerminal && !isDumb, paths);
  }

  boolean colours(Colour colour, boolean isTerminal) {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> colourWanted || (isTerminal && !colourRefused);
    };
  }
}
