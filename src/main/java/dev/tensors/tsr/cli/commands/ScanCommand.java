package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.JobsOption;
import dev.tensors.tsr.scan.Scan;
import dev.tensors.tsr.scan.ScanRequest;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** tsr db scan. */
@Command(
    name = "scan",
    description = {
      "Find .safetensors and .sft files and record what they are.",
      "",
      "A file is read only if it is new or has changed. A file that has been moved or copied keeps its"
          + " link to CivitAI. A file that is gone is marked missing, not forgotten. A file that is no"
          + " model is remembered, too, and read again only when it has changed. Run it as often as"
          + " you like; it goes on from where it was stopped.",
      "",
      "A table, and TSV, show what is new, changed, moved, failed or missing for the first time; --all,"
          + " CSV and JSON show every file."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      "1:with --exit-code: files went missing or changed",
      ExitCode.USAGE_HELP,
      "3:done in part: some files failed that did not before, each named on stderr with its reason; or a folder holds no"
          + " model where the catalogue has some; or the result could not be written",
      "4:no such folder or file, or no folder for the database",
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db scan ~/models /mnt/disk/loras",
      "  tsr db scan ~/models --json | jq 'map(select(.status == \"failed\"))'"
    })
public final class ScanCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Folders to look below, and files.")
  private List<Path> paths;

  @Option(names = "--rehash", description = "Read every file again, also the unchanged ones.")
  private boolean rehash;

  @Mixin private JobsOption jobs;

  @Option(
      names = "--dry-run",
      description = "Only say what would be done; nothing is read or recorded.")
  private boolean dryRun;

  @Option(
      names = "--all",
      description =
          "Show in a table, too, what is unchanged, and what failed or was missing before.")
  private boolean all;

  @Option(
      names = "--exit-code",
      description =
          "Exit with 1 if files went missing or changed (with 3, as ever, if one failed).")
  private boolean exitCode;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public ScanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (paths.contains(Path.of(""))) {
      throw new ParameterException(spec.commandLine(), "PATH is empty; the current folder is .");
    }
    ScanRequest request = new ScanRequest(paths, rehash, dryRun, jobs.count());
    try (Database database = dryRun ? context.previewedCatalogue() : context.catalogue();
        ScanReport report = new ScanReport(context, dryRun, all, exitCode)) {
      Scan.run(database, request, report);
      return report.exitCode();
    }
  }
}
