package dev.tensors.tsr.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Starts the log, if there is to be one, before the command. */
final class Execution implements IExecutionStrategy {

  private final Context context;
  private final Failures failures;

  Execution(Context context, Failures failures) {
    this.context = context;
    this.failures = failures;
  }

  @Override
  public int execute(ParseResult result) {
    try {
      refuseInfotext(result.asCommandLineList().getLast());
      refuseMark(result.asCommandLineList().getLast(), context.options());
      startLog(result, context.options());
      return new RunLast().execute(result);
    } catch (ParameterException | ExecutionException e) {
      throw e; // comes to the handlers
    } catch (RuntimeException | Error e) {
      return failures.handle(e, result.asCommandLineList().getLast());
    }
  }

  private void refuseInfotext(CommandLine command) {
    if (context.options().format == FormatOption.A1111
        && !(command.getCommand() instanceof PromptsCommand)) {
      throw new ParameterException(
          command, "Invalid value for option '--format': 'a1111' is for prompts only");
    }
  }

  private static void refuseMark(CommandLine command, CommonOptions options) {
    if (options.byteOrderMark && (options.format != FormatOption.CSV || options.json)) {
      throw new ParameterException(command, "--bom is for --format csv only");
    }
  }

  private void startLog(ParseResult result, CommonOptions options) {
    if (options.verbose.length == 0 && options.logFile == null) {
      return;
    }
    Logging log = new Logging(context::withoutSecrets);
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
