package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands on the catalogue. */
@Command(
    name = "db",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep the catalogue, and ask it.",
    exitCodeList = {ExitCode.DONE_HELP, ExitCode.USAGE_HELP},
    footer = {
      "",
      "Examples:",
      "  tsr db scan ~/models            find the files and fingerprint them",
      "  tsr db list --type lora         list them with what is known of them"
    })
final class DbCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
