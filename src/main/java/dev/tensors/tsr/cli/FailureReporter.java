package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.Interrupted;
import dev.tensors.tsr.cli.frame.InvalidConfiguration;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.SingleObject;
import dev.tensors.tsr.link.CivitaiUnavailable;
import dev.tensors.tsr.output.BrokenOutput;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.WaitInterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command ended early, in one line, and with which exit code. */
final class FailureReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailureReporter.class);

  private final CommandContext context;

  FailureReporter(CommandContext context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    if (ArgumentPreview.of(arguments).asksForJson()) {
      context.options().json = true; // though parsing may have ended before it was seen
    }
    closeResult(e.getCommandLine());
    context.messages().error(message(e) + suggestion(e));
    context.terminal().err().print(synopsis(e.getCommandLine()));
    return ExitCode.USAGE;
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return e.getMessage();
    }
    boolean command = !e.getCommandLine().getSubcommands().isEmpty();
    String what =
        unmatched.isUnknownOption()
            ? "unknown option"
            : command ? "no such command" : "unexpected argument";
    return what + ": '" + unmatched.getUnmatched().getFirst() + "'";
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    Optional<String> similar =
        unmatched.getSuggestions().stream()
            .findFirst()
            .filter(one -> !one.equals(unmatched.getUnmatched().getFirst())); // as after a --
    return command(unmatched).or(() -> similar).map("; did you mean %s?"::formatted).orElse("");
  }

  /** The command that is meant, as it is to be typed; empty where none is wanted. */
  private static Optional<String> command(UnmatchedArgumentException unmatched) {
    CommandLine command = unmatched.getCommandLine();
    return command.getSubcommands().isEmpty()
        ? Optional.empty()
        : CommandSuggestions.of(unmatched.getUnmatched().getFirst())
            .map(name -> command.getParent() == null ? "db " + name : name);
  }

  private static String synopsis(CommandLine command) {
    CommandLine.Help help = command.getHelp();
    return help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return handle(e, command);
  }

  /** Reports what stopped a command, after its result was made whole. */
  int handle(Throwable e, CommandLine command) {
    closeResult(command);
    return report(e);
  }

  /** JSON is one whole document, whatever happens. */
  private void closeResult(CommandLine command) {
    if (context.resultBegun() || context.format() != Format.JSON) {
      return;
    }
    try {
      String none = command.getCommand() instanceof SingleObject ? "{}\n" : "[]\n";
      context.terminal().out().append(none).flush();
    } catch (IOException e) {
      report(new UncheckedIOException(e));
    }
  }

  /** Reports what stopped the program. */
  int report(Throwable e) {
    return switch (e) {
      case ParameterException wrong -> handleParseException(wrong, new String[0]);
      case DatabaseUnusable unusable -> stop(ExitCode.DATABASE, unusable.getMessage(), e);
      case InvalidConfiguration setting -> stop(ExitCode.USAGE, setting.getMessage(), e);
      case CivitaiUnavailable trouble -> stop(ExitCode.SERVICE, trouble.getMessage(), e);
      case NotFound absent -> {
        int exitCode = stop(ExitCode.ABSENT, absent.getMessage(), e);
        absent.candidates().forEach(line -> context.messages().detail(line));
        yield exitCode;
      }
      case InterruptedException _ -> interrupted(e);
      case WaitInterrupted _ -> interrupted(e);
      case Interrupted _ -> interrupted(e);
      case UncheckedIOException io when io.getCause() instanceof BrokenOutput broken ->
          broken.isPipeClosed()
              ? ExitCode.DONE
              : stop(ExitCode.PARTIAL, "the result could not be written: " + reason(broken), e);
      case BrokenOutput broken -> report(new UncheckedIOException(broken));
      case OutOfMemoryError lack ->
          stop(
              ExitCode.FAULT,
              "memory or threads have run out: " + lack.getMessage() + "; see ulimit -a and free",
              e);
      default ->
          stop(ExitCode.FAULT, "a fault of tsr: " + e + "; please report it with what -vv says", e);
    };
  }

  private static String reason(BrokenOutput broken) {
    return broken.isClosed()
        ? "stdout is closed; use >/dev/null to do without it"
        : broken.getMessage() + "; check the disk";
  }

  private int interrupted(Throwable e) {
    return stop(ExitCode.INTERRUPTED, "interrupted; what was done so far is kept", e);
  }

  private int stop(int exitCode, String message, Throwable e) {
    context.messages().error(message);
    LOG.trace("ended by", e); // where it comes from is for -vv and the log file
    return exitCode;
  }
}
