package dev.tensors.tsr.output.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Standard output for the result, standard error for messages, and the abilities of the terminal.
 *
 * @param out buffered; throws {@link BrokenOutput}
 * @param inIsTerminal whether standard input is a terminal, on which a person types
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is a terminal
 * @param width the width of the terminal in columns, from COLUMNS or else the system; 0 if there is
 *     no terminal
 * @param colourWanted by CLICOLOR_FORCE, also if the output is no terminal
 * @param colourRefused by NO_COLOR, CLICOLOR=0 or TERM=dumb
 */
public record Terminal(
    Writer out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int width,
    boolean colourWanted,
    boolean colourRefused) {

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
    boolean refuse =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("CLICOLOR", "").equals("0")
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        new Utf8Writer(new ResultStream(out)),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        streams.inIsTerminal(),
        streams.outIsTerminal(),
        streams.errIsTerminal(),
        width(streams, environment.getOrDefault("COLUMNS", "")),
        force,
        refuse);
  }

  private static int width(StandardStreams streams, String columns) {
    if (!streams.outIsTerminal() && !streams.errIsTerminal()) {
      return 0;
    }
    if (columns.matches("0*[1-9][0-9]{0,4}")) {
      return Integer.parseInt(columns);
    }
    return streams.width() > 0 ? streams.width() : DEFAULT_WIDTH;
  }

  /** Standard output as the target of rows. */
  public OutputTarget target(Colour colour) {
    return new OutputTarget(out, width, colours(colour, outIsTerminal));
  }

  boolean colours(Colour colour, boolean isTerminal) {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> colourWanted || (isTerminal && !colourRefused);
    };
  }
}
