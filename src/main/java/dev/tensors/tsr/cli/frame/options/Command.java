package dev.tensors.tsr.cli.frame.options;

import java.util.concurrent.Callable;

/**
 * A command. {@link #call} runs it with the arguments that it was given, and returns its exit code.
 */
public interface Command extends Callable<ExitCode> {

  /** Declares the help, the options and the parameters. */
  void declare(Declaration command);
}
