package dev.tensors.tsr.relocate;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class RelocateCommand implements Command {

  private Path oldFolder = Path.of("");
  private Path newFolder = Path.of("");
  private boolean verify;
  private boolean dryRun;
  private final JobsOption jobs = new JobsOption();

  private final CommandContext context;

  public RelocateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Record that the files of a folder are in another one now: another disk, another mount.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Each file recorded below OLD that is below NEW, by its relative path and size, gets
            its new path and keeps its id, link and notes. Nothing is read. A file that is not
            there, or differs, stays as it is recorded. Where a scan has recorded the copy in
            NEW already, the two records become one. tsr db scan searches NEW in place of OLD.
            """)
        .exitCodes(
            "2:wrong usage, or NEW is OLD or lies below it",
            "3:some files are not below NEW, or differ, each named on stderr; or the result could "
                + "not be written",
            "4:no folder NEW, nothing recorded below OLD, or no such database")
        .examples(
            "tsr db relocate ~/models /mnt/disk/models --dry-run",
            "tsr db relocate /media/old/loras ~/models/Lora --verify")
        .parameter(
            "OLD",
            "The folder where the files were, which need not exist.",
            Path::of,
            value -> oldFolder = value)
        .parameter("NEW", "The folder where they are.", Path::of, value -> newFolder = value)
        .flag(
            "--verify",
            "Read the files in NEW, and compare their SHA-256 with the recorded one.",
            on -> verify = on)
        .flag("--dry-run", "Only show what would be done.", on -> dryRun = on)
        .options(jobs);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (jobs.isGiven() && !verify) {
      throw new WrongUsage("--jobs is for --verify only");
    }
    Path target = realNewFolder();
    Path absolute = oldFolder.toAbsolutePath().normalize();
    if (target.startsWith(absolute)) {
      throw new WrongUsage(
          target.equals(absolute)
              ? newFolder + ": NEW is the same folder as OLD"
              : newFolder + ": NEW lies below OLD; name the folder to which OLD was moved");
    }
    try (Database database =
        dryRun ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      String recorded =
          new RelocatedFolders(database)
              .recorded(oldFolder, target)
              .orElseThrow(
                  () ->
                      new NotFound(
                          oldFolder + ": the catalogue has no file below it; see tsr db list"));
      Relocation.Request request =
          new Relocation.Request(recorded, target, verify, dryRun, jobs.count());
      try (RelocationReport report = new RelocationReport(context, oldFolder, newFolder, dryRun)) {
        Relocation.run(database, request, report);
        return report.exitCode();
      }
    }
  }

  private Path realNewFolder() {
    try {
      Path real = newFolder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new NotFound(newFolder + ": is a file; name the folder where the files are");
      }
      return real;
    } catch (IOException e) {
      throw new NotFound(
          newFolder + ": no such folder; move or copy the files there first, or mount its disk");
    }
  }
}
