package dev.tensors.tsr.cli.frame;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Configures the log in code: reading XML would take longer than most commands. */
public final class LogSetup {

  /** The bits of a Unix mode that tell what kind of file it is. */
  private static final int FILE_KIND = 0xF000;

  private static final int CHARACTER_DEVICE = 0x2000;
  private static final int BLOCK_DEVICE = 0x6000;

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
   * Appends everything to a file, which must be new, empty, a log of tsr, or a device.
   *
   * @throws InvalidConfiguration if it is something else: it may be a model that was named by
   *     mistake, and opening a pipe would wait for a reader
   * @throws IOException if it cannot be written
   */
  public void toFile(Path file) throws IOException {
    if (Files.exists(file)) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile() ? !isEmptyOrLog(file) : !isDevice(file, attributes)) {
        throw new InvalidConfiguration(
            "--log-file: "
                + file
                + (attributes.isRegularFile()
                    ? " is not a log of tsr and is left as it is; choose another file"
                    : " is a folder, a pipe or a socket; choose a file"));
      }
    }
    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setEncoder(encoder());
    appender.setFile(file.toString());
    start(appender);
  }

  private static boolean isEmptyOrLog(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LogLine.START_LENGTH), StandardCharsets.UTF_8);
      return start.isEmpty() || LogLine.begins(start);
    }
  }

  /** Java calls devices, pipes and sockets "other"; only a device has a number of its own. */
  private static boolean isDevice(Path file, BasicFileAttributes attributes) throws IOException {
    boolean isUnix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    int kind = isUnix ? (int) Files.getAttribute(file, "unix:mode") & FILE_KIND : 0;
    return attributes.isOther() && (kind == CHARACTER_DEVICE || kind == BLOCK_DEVICE);
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

  /** Formats a line of the log, with control characters escaped. */
  private static final class LogLine extends LayoutBase<ILoggingEvent> {

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
}
