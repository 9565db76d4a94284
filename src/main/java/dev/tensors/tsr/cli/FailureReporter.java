package dev.tensors.tsr.cli;

import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.InvalidConfiguration;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.CommandGroup;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.BrokenOutput;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.NearestWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports why a command failed, in one line, and returns the exit code. */
final class FailureReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** A shorter word is no mistyped command: db is one letter from many. */
  private static final int SHORT_WORD = 3;

  private final CommandContext context;

  FailureReporter(CommandContext context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    if (ArgumentPreview.of(arguments).asksForJson()) {
      context.options().json = true; // parsing may have failed before this option
    }
    return wrongUsage(message(e) + suggestion(e), e.getCommandLine());
  }

  private int wrongUsage(String message, CommandLine command) {
    closeResult(command);
    context.messages().error(message);
    context.terminal().err().print(synopsis(command));
    return ExitCode.USAGE.code();
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    boolean isGroup = e.getCommandLine().getCommand() instanceof CommandGroup;
    String what =
        unmatched.isUnknownOption()
            ? "unknown option"
            : isGroup ? "no such command" : "unexpected argument";
    return what + ": '" + unmatched.getUnmatched().getFirst() + "'";
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String word = unmatched.getUnmatched().getFirst();
    Optional<String> meant =
        !unmatched.isUnknownOption()
                && e.getCommandLine().getCommand() instanceof CommandGroup group
            ? CommandSuggestions.of(word).or(() -> nearest(word, group.commands().keySet()))
            : nearestOption(word, e.getCommandLine().getCommandSpec());
    return meant
        .filter(one -> !one.equals(word)) // which after -- is no command
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  private static Optional<String> nearest(String word, Collection<String> commands) {
    return word.length() < SHORT_WORD ? Optional.empty() : NearestWord.of(word, commands);
  }

  /** picocli's own suggestions begin as the word does, which --srot does not. */
  private static Optional<String> nearestOption(String word, CommandSpec command) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    names.addAll(command.negatedOptionsMap().keySet());
    names.removeIf(one -> !one.startsWith("--")); // -x is one letter from all short ones
    return NearestWord.of(name, names);
  }

  private static String synopsis(CommandLine command) {
    CommandLine.Help help = command.getHelp();
    return help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return handle(e, command);
  }

  /** Completes the result of a failed command and reports the failure. */
  int handle(Throwable e, CommandLine command) {
    if (e instanceof WrongUsage wrong) {
      return wrongUsage(String.valueOf(wrong.getMessage()), command);
    }
    closeResult(command);
    return e instanceof InterruptedException || e instanceof Interrupted
        ? stop(ExitCode.INTERRUPTED, interruption(command), e)
        : report(e);
  }

  /** What its help says of this exit code. */
  private static String interruption(CommandLine command) {
    HelpLayout.apply(command);
    String code = String.valueOf(ExitCode.INTERRUPTED.code());
    return String.valueOf(command.getCommandSpec().usageMessage().exitCodeList().get(code));
  }

  /** With --json, writes an empty document if the command has not started its result. */
  private void closeResult(CommandLine command) {
    if (context.isResultStarted() || context.format() != Format.JSON) {
      return;
    }
    try {
      String none = command.<Command>getCommand().isResultOneObject() ? "{}\n" : "[]\n";
      context.terminal().out().append(none).flush();
    } catch (IOException e) {
      report(new UncheckedIOException(e));
    }
  }

  /**
   * Prints a line about a failure on stderr.
   *
   * @return the exit code
   */
  int report(Throwable e) {
    return switch (e) {
      case ParameterException wrong -> handleParseException(wrong, new String[0]);
      case DatabaseUnusable unusable -> stop(ExitCode.DATABASE, unusable);
      case InvalidConfiguration setting -> stop(ExitCode.USAGE, setting);
      case ServiceUnavailable trouble -> stop(ExitCode.SERVICE, trouble);
      case NotFound absent -> {
        int exitCode = stop(ExitCode.ABSENT, absent);
        absent.candidates().forEach(line -> context.messages().detail(line));
        yield exitCode;
      }
      case InterruptedException _ -> stop(ExitCode.INTERRUPTED, "interrupted", e);
      case Interrupted _ -> stop(ExitCode.INTERRUPTED, "interrupted", e);
      case UncheckedIOException io when io.getCause() instanceof BrokenOutput broken ->
          broken.isPipeClosed()
              ? ExitCode.DONE.code()
              : stop(ExitCode.PARTIAL, "the result could not be written: " + reason(broken), e);
      case BrokenOutput broken -> report(new UncheckedIOException(broken));
      case OutOfMemoryError lack ->
          stop(
              ExitCode.FAULT,
              "out of memory or threads: " + lack.getMessage() + "; see ulimit -a and free",
              e);
      default ->
          stop(
              ExitCode.FAULT,
              "internal error: " + e + "; please report it with the output of -vv",
              e);
    };
  }

  private static String reason(BrokenOutput broken) {
    return broken.isClosed()
        ? "stdout is closed; redirect it to /dev/null"
        : broken.getMessage() + "; check the disk";
  }

  private int stop(ExitCode exitCode, Throwable e) {
    return stop(exitCode, String.valueOf(e.getMessage()), e);
  }

  private int stop(ExitCode exitCode, String message, Throwable e) {
    context.messages().error(message);
    // The stack trace, for -vv and the log file. No constant: to find the logger takes a
    // millisecond.
    LoggerFactory.getLogger(FailureReporter.class).trace("ended by", e);
    return exitCode.code();
  }
}
