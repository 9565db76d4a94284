package dev.tensors.tsr;

import dev.tensors.tsr.cli.ArgumentPreview;
import dev.tensors.tsr.cli.Preloader;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.cli.frame.StandardInput;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import org.slf4j.LoggerFactory;

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
    startLog(arguments);
    Preloader.start(arguments);
    Map<String, String> variables = System.getenv();
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

  /** Selects the logger. If nothing is logged, no logger is loaded. */
  static void startLog(ArgumentPreview arguments) {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (!arguments.asksForLog()) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
    LoggerFactory.getILoggerFactory(); // now, since two threads must not initialise it at once
  }
}
