package dev.tensors.tsr.cli.frame;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/** Configures the log in code: reading XML would take longer than most commands. */
public final class LogSetup {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  private final UnaryOperator<String> mask;

  /**
   * Starts with no log.
   *
   * @param mask removes secrets from each line
   */
  public LogSetup(UnaryOperator<String> mask) {
    this.mask = mask;
    context.reset();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
    context.getLogger("org.sqlite").setLevel(Level.INFO); // its debug level logs each statement
  }

  /**
   * Logs to a stream.
   *
   * @param verbosity 1: steps; 2: everything
   */
  public void toStream(OutputStream stream, int verbosity) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(verbosity > 1 ? "TRACE" : "DEBUG");
    filter.start();
    appender.addFilter(filter);
    appender.setEncoder(encoder());
    appender.setOutputStream(stream);
    start(appender);
  }

  /**
   * Appends everything to a file.
   *
   * @throws IOException if it cannot be written
   */
  public void toFile(Path file) throws IOException {
    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setEncoder(encoder());
    appender.setFile(file.toString());
    start(appender);
  }

  private LayoutWrappingEncoder<ILoggingEvent> encoder() {
    LogLine layout = new LogLine(mask);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private void start(OutputStreamAppender<ILoggingEvent> appender) {
    appender.setContext(context);
    appender.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }
}
