package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.InvalidConfiguration;
import dev.tensors.tsr.cli.frame.LogSetup;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.CommandGroup;
import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Checks options that depend on each other and starts the log before it runs the command. */
final class CommandRunner implements IExecutionStrategy {

  /** The labels of options and parameters that name something else than a folder. */
  private static final Set<String> NAMES =
      Set.of("FILE", "OTHER.DB", "MODEL", "MODEL|FILE", "FILE|MODEL", "SOURCE", "VERSION");

  private final CommandContext context;
  private final FailureReporter failures;

  CommandRunner(CommandContext context, FailureReporter failures) {
    this.context = context;
    this.failures = failures;
  }

  @Override
  public int execute(ParseResult result) {
    try {
      refuseUnknownCommand(result.asCommandLineList().getLast());
      result.asCommandLineList().forEach(CommandRunner::refuseEmptyName);
      refuseExtraFormat(result.asCommandLineList().getLast());
      refuseByteOrderMark(result.asCommandLineList().getLast(), context.options());
      startLog(result, context.options());
      int ofPicocli = new RunLast().execute(result);
      CommandLine command = result.asCommandLineList().getLast();
      if (!(command.getExecutionResult() instanceof ExitCode exitCode)) {
        return ofPicocli; // no command ran: it printed help or a version
      }
      UncheckedIOException failedWrite = context.failedWrite();
      if (failedWrite != null) {
        failures.handle(failedWrite, command);
        exitCode = exitCode.worse(ExitCode.PARTIAL);
      }
      return exitCode.code();
    } catch (ParameterException | ExecutionException e) {
      throw e; // picocli passes it to the handlers
    } catch (RuntimeException | Error e) {
      return failures.handle(e, result.asCommandLineList().getLast());
    }
  }

  /** Refuses a word in the place of a command, which picocli passes over beside --help. */
  private static void refuseUnknownCommand(CommandLine command) {
    List<String> unknown =
        command.getParseResult().unmatched().stream()
            .filter(word -> !word.startsWith("-"))
            .toList();
    if (command.getCommand() instanceof CommandGroup && !unknown.isEmpty()) {
      throw new UnmatchedArgumentException(command, unknown);
    }
  }

  /** An empty path would be the current folder, and each name has an empty part. */
  private static void refuseEmptyName(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    Stream.concat(parsed.matchedOptions().stream(), parsed.matchedPositionals().stream())
        .filter(named -> named.originalStringValues().contains(""))
        .filter(named -> NAMES.contains(named.paramLabel()) || isPath(named.getValue()))
        .findFirst()
        .ifPresent(
            named -> {
              String option = named instanceof OptionSpec spec ? spec.names()[0] + ": " : "";
              boolean isFolder = !NAMES.contains(named.paramLabel());
              throw new ParameterException(
                  command,
                  option
                      + named.paramLabel()
                      + " is empty; "
                      + (isFolder ? "the current folder is ." : "give a name"));
            });
  }

  private static boolean isPath(Object value) {
    return value instanceof Path || value instanceof List<?> all && all.getFirst() instanceof Path;
  }

  private void refuseExtraFormat(CommandLine command) {
    FormatOption format = context.options().format;
    if (format != null
        && FormatOption.EXTRA.contains(format)
        && !command.<Command>getCommand().extraFormats().contains(format)) {
      throw new ParameterException(
          command,
          "Invalid value for option '--format': '%s' is for %s only"
              .formatted(format.word(), format.commands()));
    }
  }

  private static void refuseByteOrderMark(CommandLine command, CommonOptions options) {
    if (options.byteOrderMark && (options.format != FormatOption.CSV || options.json)) {
      throw new ParameterException(command, "--bom is for --format csv only");
    }
  }

  private void startLog(ParseResult result, CommonOptions options) {
    if (options.verbosity == 0 && options.logFile == null) {
      return;
    }
    LogSetup log = new LogSetup(context::withoutSecrets);
    if (options.verbosity > 0) {
      log.toStream(context.terminal().err(), options.verbosity);
    }
    if (options.logFile != null) {
      try {
        log.toFile(options.logFile);
      } catch (InvalidConfiguration e) {
        throw new ParameterException(
            result.asCommandLineList().getLast(), String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        throw new ParameterException(
            result.asCommandLineList().getLast(),
            "--log-file: " + options.logFile + " cannot be written; choose another file",
            e);
      }
    }
    LoggerFactory.getLogger(CommandRunner.class)
        .debug(
            "running {}, database {}",
            result.asCommandLineList().getLast().getCommandSpec().qualifiedName(),
            context.catalogue().place());
  }
}
