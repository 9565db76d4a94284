package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.DatabaseUnusable;
import dev.tensors.tsr.link.ServiceTrouble;
import dev.tensors.tsr.output.BrokenOutput;
import dev.tensors.tsr.output.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command ended early, in one line, and with which exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Context context;

  Failures(Context context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    if (asksForJson(arguments)) {
      context.options().json = true; // though parsing may have ended before it was seen
    }
    closeResult(e.getCommandLine());
    context.talk().error(message(e) + suggestion(e));
    context.terminal().err().print(synopsis(e.getCommandLine()));
    return ExitCode.USAGE;
  }

  private static boolean asksForJson(String[] arguments) {
    String before = "";
    for (String argument : arguments) {
      if (argument.equals("-j")
          || argument.equals("--json")
          || argument.equals("--format=json")
          || (argument.equals("json") && before.equals("--format"))) {
        return true;
      }
      before = argument;
    }
    return false;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      boolean command = !e.getCommandLine().getSubcommands().isEmpty();
      String first = unmatched.getUnmatched().getFirst();
      return (command ? "no such command: '" : "unexpected argument: '") + first + "'";
    }
    return e.getMessage();
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    if (Commands.NAMES.contains(unmatched.getUnmatched().getFirst())) {
      return "; did you mean db " + unmatched.getUnmatched().getFirst() + "?";
    }
    List<String> similar = unmatched.getSuggestions();
    return similar.isEmpty() ? "" : "; did you mean " + similar.getFirst() + "?";
  }

  private static String synopsis(CommandLine command) {
    CommandLine.Help help = command.getHelp();
    return help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    closeResult(command);
    return report(e);
  }

  /** JSON is one whole document, whatever happens. */
  private void closeResult(CommandLine command) {
    if (context.resultBegun() || context.format() != Format.JSON) {
      return;
    }
    try {
      context
          .terminal()
          .out()
          .write(command.getCommand() instanceof SingleObject ? "{}\n" : "[]\n");
    } catch (IOException e) {
      report(new UncheckedIOException(e));
    }
  }

  /** Reports what stopped the program. */
  int report(Throwable e) {
    return switch (e) {
      case ParameterException wrong -> handleParseException(wrong, new String[0]);
      case DatabaseUnusable unusable -> stop(ExitCode.DATABASE, unusable.getMessage(), e);
      case InvalidSetting setting -> stop(ExitCode.USAGE, setting.getMessage(), e);
      case ServiceTrouble trouble -> stop(ExitCode.SERVICE, trouble.getMessage(), e);
      case NotFound absent -> {
        int exitCode = stop(ExitCode.ABSENT, absent.getMessage(), e);
        absent.candidates().forEach(line -> context.talk().detail(line));
        yield exitCode;
      }
      case InterruptedException _ ->
          stop(ExitCode.INTERRUPTED, "interrupted; what was done so far is kept", e);
      case UncheckedIOException io when io.getCause() instanceof BrokenOutput broken ->
          broken.readerHasGone()
              ? ExitCode.DONE
              : stop(
                  ExitCode.PARTIAL,
                  "the result could not be written: " + broken.getMessage() + "; check the disk",
                  e);
      default ->
          stop(ExitCode.FAULT, "a fault of tsr: " + e + "; please report it with what -vv says", e);
    };
  }

  private int stop(int exitCode, String message, Throwable e) {
    context.talk().error(message);
    if (context.options().verbose.length > 1) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> context.talk().error(line));
    }
    return exitCode;
  }
}
