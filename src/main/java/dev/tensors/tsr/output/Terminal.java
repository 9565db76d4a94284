package dev.tensors.tsr.output;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Standard output for the result, standard error for the talk, and what each can show.
 *
 * @param out buffered; throws {@link BrokenOutput}
 * @param outIsTerminal whether the result is shown to a person
 * @param errIsTerminal whether the talk is shown to a person
 * @param width of the terminal in columns, as COLUMNS says or else the system; 0 where there is
 *     none to fit
 * @param colourWanted by the environment, terminal or not (CLICOLOR_FORCE)
 * @param colourRefused by the environment (NO_COLOR, or a terminal that has none)
 */
public record Terminal(
    Writer out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int width,
    boolean colourWanted,
    boolean colourRefused) {

  /** Of a terminal that does not know its own. */
  private static final int DEFAULT_WIDTH = 80;

  /** The terminal that these two streams lead to. */
  public static Terminal of(
      OutputStream out, OutputStream err, StandardStreams screen, Map<String, String> environment) {
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    boolean force = !forced.isEmpty() && !forced.equals("0");
    boolean refuse =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("CLICOLOR", "").equals("0")
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        new BufferedWriter(
            new OutputStreamWriter(new ResultStream(out), StandardCharsets.UTF_8), 8192),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        screen.outIsTerminal(),
        screen.errIsTerminal(),
        width(screen, environment.getOrDefault("COLUMNS", "")),
        force,
        refuse);
  }

  private static int width(StandardStreams screen, String columns) {
    if (!screen.outIsTerminal() && !screen.errIsTerminal()) {
      return 0;
    }
    if (columns.matches("0*[1-9][0-9]{0,4}")) {
      return Integer.parseInt(columns);
    }
    return screen.width() > 0 ? screen.width() : DEFAULT_WIDTH;
  }

  /** A sheet on standard output. */
  public OutputTarget sheet(Colour colour) {
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
