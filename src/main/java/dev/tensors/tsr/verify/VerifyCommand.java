package dev.tensors.tsr.verify;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Age;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class VerifyCommand implements Command {

  private List<String> files = List.of();
  private @Nullable Duration olderThan;
  private final JobsOption jobs = new JobsOption();
  private final WhereOption where;

  private final CommandContext context;

  public VerifyCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Read files and compare them with their recorded SHA-256.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Finds files that the disk has damaged although their size and time are the same.
            After an interruption, --older-than continues. Damage is recorded until the file is
            read undamaged; tsr db duplicates never keeps a damaged copy.
            """)
        .exitCodes(
            "1:a file is damaged",
            "3:some files are missing or unreachable, or could not be read, and none is damaged; "
                + "or the result could not be written",
            "4:no such file in the catalogue, or no such database")
        .examples(
            "tsr db verify add_detail.safetensors ~/models/VAE",
            "tsr db verify --older-than 30d       not verified for 30 days")
        .parameters(
            "[FILE...]",
            "Folders, or files in the catalogue: " + FilesParameter.FILES + " Default: all.",
            all -> files = all)
        .options(where)
        .value(
            "--older-than=AGE",
            "Only files not verified within AGE (30d, 12h).",
            Age::of,
            value -> olderThan = value)
        .options(jobs);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    List<Term> terms = where.terms();
    try (Database database = context.catalogue().openForWritingIfPermitted()) {
      VerificationLog verified = new VerificationLog(database);
      String before = olderThan == null ? null : context.ago(olderThan);
      FileArguments arguments = FileArguments.thoseFound(context, database);
      SelectedFiles selected = where.in(database, terms);
      List<LocalFile> due =
          files.isEmpty()
              ? verified.due(before, selected.condition("id"))
              : selected.of(
                  verified.dueAmong(arguments.filesOrBelow(files), before), LocalFile::id);
      try (VerifyReport report =
          new VerifyReport(context, database, where.asked(database, terms))) {
        new Verification(verified, context.clock(), report).run(due, jobs.count());
        return report.exitCode().worse(arguments.exitCode());
      }
    }
  }
}
