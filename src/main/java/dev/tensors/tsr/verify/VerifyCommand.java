package dev.tensors.tsr.verify;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.AgeConverter;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = {
      "Read files and compare them with their recorded SHA-256.",
      "",
      "Finds files that the disk has damaged although their size and time are the same. After an"
          + " interruption, --older-than continues. Damage is recorded until the file is read"
          + " undamaged; tsr db duplicates never keeps a damaged copy."
    },
    exitCodeList = {
      "1:a file is damaged",
      "3:some files are missing or unreachable, or could not be read, and none is damaged; or the result could not be written",
      "4:no such file in the catalogue, or no such database"
    },
    footer = {
      "",
      "Examples:",
      "  tsr db verify add_detail.safetensors ~/models/VAE",
      "  tsr db verify --older-than 30d       not verified for 30 days"
    })
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Folders, or files in the catalogue: " + FilesParameter.FILE + " Default: all.")
  private List<String> files = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Only files not verified within AGE (30d, 12h).")
  private @Nullable Duration olderThan;

  @Mixin private JobsOption jobs;

  private final CommandContext context;

  public VerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Database database = context.catalogue().openForWritingIfPermitted()) {
      VerificationLog verified = new VerificationLog(database);
      String before = olderThan == null ? null : context.ago(olderThan);
      FileArguments arguments = FileArguments.thoseFound(context, database);
      List<LocalFile> due =
          files.isEmpty()
              ? verified.due(before)
              : verified.dueAmong(arguments.filesOrBelow(files), before);
      try (VerifyReport report = new VerifyReport(context, database)) {
        new Verification(verified, context.clock(), report).run(due, jobs.count());
        return report.exitCode().worse(arguments.exitCode()).code();
      }
    }
  }
}
