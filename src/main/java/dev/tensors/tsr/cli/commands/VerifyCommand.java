package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.VerificationLog;
import dev.tensors.tsr.cli.frame.AgeConverter;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.JobsOption;
import dev.tensors.tsr.scan.Verification;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** tsr db verify. */
@Command(
    name = "verify",
    description = {
      "Read files again and compare them with their recorded SHA-256.",
      "",
      "Finds what a disk has damaged although the file's size and time are as before. It can be stopped"
          + " and, with --older-than, go on later. Damage is remembered until a file is found whole, and"
          + " a damaged copy is never the one that duplicates keeps."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      "1:a file is damaged",
      ExitCode.USAGE_HELP,
      "3:some files are missing or could not be read; or the result could not be written",
      "4:no such file in the catalogue, or no such database",
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db verify add_detail.safetensors ~/models/VAE",
      "  tsr db verify --older-than 30d       what was not verified for so long"
    })
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Files in the catalogue: path, name, part of a name, or SHA-256; or folders. Default: all.")
  private List<String> files = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Only files that were not verified for so long: 30d, 12h.")
  private Duration olderThan;

  @Mixin private JobsOption jobs;

  private final CommandContext context;

  public VerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Database database = context.catalogueIfWritable()) {
      VerificationLog verified = new VerificationLog(database);
      String before = context.ago(olderThan);
      List<LocalFile> due =
          files.isEmpty()
              ? verified.due(before)
              : verified.dueAmong(new FileArguments(database).namedOrBelow(files), before);
      try (VerifyReport report = new VerifyReport(context)) {
        new Verification(verified, context.clock(), report).run(due, jobs.count());
        return report.exitCode();
      }
    }
  }
}
