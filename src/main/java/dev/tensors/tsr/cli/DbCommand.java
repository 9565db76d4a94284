package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class DbCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
