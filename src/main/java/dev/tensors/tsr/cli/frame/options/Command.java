package dev.tensors.tsr.cli.frame.options;

import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A command. {@link #call} runs it with the arguments that it was given, and returns its exit code.
 */
public interface Command extends Callable<ExitCode> {

  /** What it does, in one sentence without a line break; so it is shown in the list of commands. */
  String summary();

  /** Declares the help, the options and the parameters. */
  void declare(Declaration command);

  /** The formats of {@link FormatOption#EXTRA} that this command has. */
  default Set<FormatOption> extraFormats() {
    return Set.of();
  }

  /** Whether the JSON is one object, not an array. */
  default boolean isResultOneObject() {
    return false;
  }
}
