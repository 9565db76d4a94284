package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.completion.CompleteCommand;
import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.cli.frame.ProgramVersion;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.CommandGroup;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.output.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** tsr: makes the commands and runs one of them. */
public final class Tsr {

  private Tsr() {}

  /** The names of the commands, without completion. */
  public static List<String> names() {
    return Commands.NAMES;
  }

  /**
   * Runs one command line.
   *
   * @return the exit code
   */
  public static int run(Terminal terminal, Environment environment, String... arguments) {
    CommandContext context = new CommandContext(terminal, environment);
    FailureReporter failures = new FailureReporter(context);
    try {
      String[] words = HelpWord.replaced(arguments);
      StringWriter help = new StringWriter();
      CommandLine commandLine =
          commandLine(context, words)
              .setOut(new PrintWriter(help))
              .setErr(new PrintWriter(terminal.err(), true))
              .setExecutionStrategy(new CommandRunner(context, failures))
              .setParameterExceptionHandler(failures)
              .setExecutionExceptionHandler(failures);
      int exitCode = commandLine.execute(words);
      if (!help.getBuffer().isEmpty()) {
        terminal.out().append(help.getBuffer()).flush();
      }
      return exitCode;
    } catch (WrongUsage e) {
      return failures.handle(e, commandLine(context));
    } catch (IOException e) {
      return failures.report(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      return failures.report(e);
    }
  }

  /** Makes the commands that the arguments may name. */
  public static CommandLine commandLine(CommandContext context, String... arguments) {
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it would warn of repeated options
    ArgumentPreview preview = ArgumentPreview.of(arguments);
    CommandLine tsr = Declaration.parser("tsr", new TsrCommand(context));
    add(Commands.besideDb(context, preview), tsr);
    if (preview.names(HelpWord.DB) && !preview.begins(CompleteCommand.NAME)) {
      CommandLine db = Declaration.parser(HelpWord.DB, new DbCommand(context));
      add(Commands.belowDb(context, preview), db);
      tsr.addSubcommand(db);
    }
    if (preview.names(OptionsCommand.NAME)) {
      tsr.addSubcommand(Declaration.parser(OptionsCommand.NAME, new OptionsCommand()));
    }
    return tsr.setHelpFactory(HelpLayout::of)
        .setExpandAtFiles(false) // a file's name may start with @
        .setOverwrittenOptionsAllowed(true);
  }

  private static void add(Map<String, Command> commands, CommandLine parent) {
    commands.forEach((name, command) -> parent.addSubcommand(Declaration.parser(name, command)));
  }

  private static final class TsrCommand extends CommandGroup {

    private final CommandContext context;

    TsrCommand(CommandContext context) {
      this.context = context;
    }

    @Override
    public String summary() {
      return "Catalogue .safetensors files with their data from CivitAI, and query it offline.";
    }

    @Override
    public Map<String, String> commands() {
      Map<String, String> commands = Commands.summaries(context);
      commands.put(CompletionCommand.NAME, new CompletionCommand(context).summary());
      commands.put(HelpWord.DB, new DbCommand(context).summary());
      return commands;
    }

    @Override
    public void declare(Declaration command) {
      super.declare(command);
      command
          .text(
              """
              Files from Hugging Face are known, too: its programs' cache, repositories, and newer
              commits. tsr COMMAND is tsr db COMMAND. tsr help lists the commands; tsr help COMMAND is tsr
              COMMAND --help, and tsr help options lists the options of every command.
              """)
          .examples(
              "tsr db scan ~/models            record the files below a folder",
              "tsr db list --json | jq         list them for a script")
          .optionsOfAll(context.options())
          .version("-V, --version", "Print the version and exit.", ProgramVersion::line);
    }
  }

  private static final class DbCommand extends CommandGroup {

    private final CommandContext context;

    DbCommand(CommandContext context) {
      this.context = context;
    }

    @Override
    public String summary() {
      return "Maintain and query the catalogue: tsr db COMMAND is tsr COMMAND.";
    }

    @Override
    public Map<String, String> commands() {
      return Commands.summaries(context);
    }

    @Override
    public void declare(Declaration command) {
      super.declare(command);
      command.examples(
          "tsr db scan ~/models            record the files below a folder",
          "tsr db list --type lora         list the LoRAs");
    }
  }

  /** Stands for all commands in {@code tsr help options}. */
  static final class OptionsCommand extends CommandGroup {

    static final String NAME = "options";

    @Override
    public String summary() {
      return "The options that every command takes, before or behind its name.";
    }

    @Override
    public Map<String, String> commands() {
      return Map.of();
    }

    @Override
    public void declare(Declaration command) {
      super.declare(command);
      command
          .hidden()
          .examples("tsr --db ~/other.db list", "tsr db list --format csv > models.csv");
    }
  }
}
