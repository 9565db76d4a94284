package dev.tensors.tsr.cli;

import java.io.IOException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Starts the log, if there is to be one, before the command. */
final class Execution implements IExecutionStrategy {

  private final Context context;

  Execution(Context context) {
    this.context = context;
  }

  @Override
  public int execute(ParseResult result) {
    CommonOptions options = context.options();
    if (options.verbose.length > 0 || options.logFile != null) {
      startLog(result, options);
    }
    return new RunLast().execute(result);
  }

  private void startLog(ParseResult result, CommonOptions options) {
    Logging log = new Logging();
    if (options.verbose.length > 0) {
      log.toStream(context.terminal().err(), options.verbose.length);
    }
    if (options.logFile != null) {
      try {
        log.toFile(options.logFile);
      } catch (IOException e) {
        throw new ParameterException(
            result.asCommandLineList().getLast(),
            "--log-file: " + options.logFile + " cannot be written; name another file",
            e);
      }
    }
  }
}
