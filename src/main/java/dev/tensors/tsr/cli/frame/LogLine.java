package dev.tensors.tsr.cli.frame;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.tensors.tsr.output.TerminalText;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Formats a line of the log, with control characters escaped. */
final class LogLine extends LayoutBase<ILoggingEvent> {

  private final UnaryOperator<String> mask;

  /**
   * @param mask removes secrets from a text
   */
  LogLine(UnaryOperator<String> mask) {
    this.mask = mask;
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
