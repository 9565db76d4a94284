package dev.tensors.tsr.cli.frame;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Formats a line of the log, with control characters escaped. */
final class LogLine extends LayoutBase<ILoggingEvent> {

  /** No line's time and level are longer; see {@link #begins}. */
  static final int START_LENGTH = 40;

  private static final Pattern START =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z (TRACE|DEBUG|INFO|WARN|ERROR) ");

  private final UnaryOperator<String> mask;

  /**
   * @param mask removes secrets from a text
   */
  LogLine(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /** Whether a text begins as a line of a log does. */
  static boolean begins(String text) {
    return START.matcher(text).lookingAt();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    StringBuilder line = new StringBuilder();
    line.append(Instant.ofEpochMilli(event.getTimeStamp()))
        .append(' ')
        .append(event.getLevel())
        .append(' ')
        .append(logger, logger.lastIndexOf('.') + 1, logger.length())
        .append(": ")
        .append(TerminalText.visible(mask.apply(event.getFormattedMessage())))
        .append('\n');
    if (event.getThrowableProxy() != null) {
      ThrowableProxyUtil.asString(event.getThrowableProxy())
          .lines()
          .forEach(
              trace ->
                  line.append("  ")
                      .append(TerminalText.visible(mask.apply(trace.strip())))
                      .append('\n'));
    }
    return line.toString();
  }
}
