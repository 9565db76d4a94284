package dev.tensors.tsr;

import dev.tensors.tsr.cli.ArgumentPreview;
import dev.tensors.tsr.cli.Preloader;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** The process: arguments, environment, streams, signals and exit. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int exitCode = ExitCode.FAULT.code();
    try {
      exitCode = run(args);
    } catch (Throwable e) { // no threads, no memory, or a class is missing
      System.err.println("tsr: cannot start: " + e + "; see ulimit -a, or unpack tsr again");
    }
    Runtime.getRuntime().halt(exitCode); // all output is flushed; exit() would load another logger
  }

  private static int run(String[] args) {
    ArgumentPreview arguments = ArgumentPreview.of(args);
    Map<String, String> variables = prepare(arguments);
    Terminal terminal =
        Terminal.of(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            StandardStreams.ofProcess(System.getProperty("tsr.terminals")),
            variables);
    Environment environment = Environment.of(variables, new StandardInput());
    InterruptHandler interrupts = InterruptHandler.ofThisThread();
    int exitCode = Tsr.run(terminal, environment, args);
    interrupts.commandEnded();
    return exitCode;
  }

  /** Prepares the process for a command, and returns the environment variables. */
  static Map<String, String> prepare(ArgumentPreview arguments) {
    // All times are shown in UTC, and it takes milliseconds to find the zone of the system.
    TimeZone.setDefault(new SimpleTimeZone(0, "UTC"));
    startLog(arguments);
    Preloader.start(arguments);
    return System.getenv();
  }

  /** Selects the logger. If nothing is logged, no logger is loaded. */
  private static void startLog(ArgumentPreview arguments) {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (!arguments.asksForLog()) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
  }

  /**
   * The standard input of the process. Interrupting the thread that waits for input ends the
   * waiting, which a {@link FileInputStream} would go on with.
   */
  private static final class StandardInput extends InputStream {

    private final FileInputStream stream = new FileInputStream(FileDescriptor.in);

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Throws ClosedByInterruptException where the thread is interrupted. */
    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      return stream.getChannel().read(ByteBuffer.wrap(bytes, from, count));
    }
  }
}
