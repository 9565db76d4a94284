package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.HelpLayout;
import dev.tensors.tsr.cli.frame.ProgramVersion;
import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.cli.frame.options.EnumConverter;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.duplicates.KeepOrder;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.Colour;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** tsr: makes the commands and runs one of them. */
@Command(
    name = "tsr",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Catalogue .safetensors files with their data from CivitAI, and query it offline.",
      "",
      "tsr help lists the commands; tsr help COMMAND is tsr COMMAND --help."
    },
    versionProvider = ProgramVersion.class,
    exitCodeList = {ExitCode.DONE_HELP, ExitCode.USAGE_HELP},
    footer = {
      "",
      "Examples:",
      "  tsr db scan ~/models            record the files below a folder",
      "  tsr db list --json | jq         list them for a script"
    })
public final class Tsr implements Runnable {

  @Command(
      name = "db",
      synopsisSubcommandLabel = "COMMAND",
      description = "Maintain and query the catalogue.",
      exitCodeList = {ExitCode.DONE_HELP, ExitCode.USAGE_HELP},
      footer = {
        "",
        "Examples:",
        "  tsr db scan ~/models            record the files below a folder",
        "  tsr db list --type lora         list the LoRAs"
      })
  static final class DbCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** The exit code of a process that a signal ended. */
  public static final int INTERRUPTED = ExitCode.INTERRUPTED.code();

  /** The exit code of a process that could not start its command. */
  public static final int FAULT = ExitCode.FAULT.code();

  @Spec private CommandSpec spec;

  @Mixin private final CommonOptions options;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  private Tsr(CommonOptions options) {
    this.options = options;
  }

  /**
   * Runs one command line.
   *
   * @return the exit code
   */
  public static int run(Terminal terminal, Environment environment, String... arguments) {
    String[] words = HelpWord.replaced(arguments);
    CommandContext context = new CommandContext(terminal, environment);
    FailureReporter failures = new FailureReporter(context);
    try {
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
    } catch (IOException e) {
      return failures.report(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      return failures.report(e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Makes the commands that the arguments may name. */
  public static CommandLine commandLine(CommandContext context, String... arguments) {
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it would warn of repeated options
    CommandLine db = new CommandLine(new DbCommand());
    ArgumentPreview preview = ArgumentPreview.of(arguments);
    Commands.belowDb(context, preview).forEach(db::addSubcommand);
    CommandLine tsr = new CommandLine(new Tsr(context.options())).addSubcommand(db);
    Commands.besideDb(context, preview).forEach(tsr::addSubcommand);
    HelpLayout.apply(tsr);
    return tsr.registerConverter(
            FormatOption.class,
            new EnumConverter<>(FormatOption.class, FormatOption.EXTRA, FormatOption.EXTRA_HELP))
        .registerConverter(Colour.class, new EnumConverter<>(Colour.class))
        .registerConverter(
            KeepOrder.Criterion.class, new EnumConverter<>(KeepOrder.Criterion.class))
        .registerConverter(
            CompletionCommand.Shell.class, new EnumConverter<>(CompletionCommand.Shell.class))
        .setExpandAtFiles(false) // a file's name may start with @
        .setOverwrittenOptionsAllowed(true);
  }
}
