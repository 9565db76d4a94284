package dev.tensors.tsr;

import dev.tensors.tsr.cli.ArgumentPreview;
import dev.tensors.tsr.cli.Preloader;
import dev.tensors.tsr.cli.Tsr;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.StandardStreams;
import dev.tensors.tsr.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The process: its arguments, environment, streams, signals and exit. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int exitCode = Tsr.FAULT;
    try {
      exitCode = run(args);
    } catch (
        Throwable e) { // there are no threads or no memory to begin with, or a class is missing
      System.err.println("tsr: cannot start: " + e + "; see ulimit -a, or unpack tsr again");
    }
    Runtime.getRuntime().halt(exitCode); // all is written; exit would look for a logger of its own
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
    Environment environment = Environment.of(variables);
    InterruptHandler interruption = InterruptHandler.ofThisThread();
    int exitCode = Tsr.run(terminal, environment, args);
    interruption.over();
    return exitCode;
  }

  /** Where nothing is logged, no time is spent on a logger either. */
  static void startLog(ArgumentPreview arguments) {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (!arguments.asksForLog()) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
    LoggerFactory
        .getILoggerFactory(); // at once: two threads that begin with it get in each other's way
  }
}
