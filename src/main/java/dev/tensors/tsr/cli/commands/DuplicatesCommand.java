package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.Duplicates;
import dev.tensors.tsr.catalog.VerificationLog;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.scan.DuplicateFinder;
import dev.tensors.tsr.scan.RemovableCopies;
import dev.tensors.tsr.sqlite.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** tsr db duplicates. */
@Command(
    name = "duplicates",
    description = {
      "Find files with the same content.",
      "",
      "The oldest file of each content stays, unless verify found it damaged. Hard links and symlinks"
          + " to one file are no duplicates. A file that is not as the last scan left it is not"
          + " counted."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      "1:there are duplicates (only with --exit-code)",
      ExitCode.USAGE_HELP,
      "3:with --print0: a file that was to stay is damaged or could not be read; or the result could"
          + " not be written",
      ExitCode.ABSENT_DATABASE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db duplicates",
      "  tsr db duplicates --print0 | xargs -0 -o rm -i --"
    })
public final class DuplicatesCommand implements Callable<Integer> {

  @Option(
      names = "--print0",
      description =
          "Print the paths of all files but the one that stays, each ended by NUL, after reading the"
              + " one that stays whole.")
  private boolean print0;

  @Option(
      names = "--no-check",
      description =
          "With --print0: trust that the files that stay are whole, without reading them.")
  private boolean noCheck;

  @Option(names = "--exit-code", description = "Exit with 1 if there are duplicates.")
  private boolean exitCode;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public DuplicatesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (noCheck && !print0) {
      throw new ParameterException(spec.commandLine(), "--no-check is for --print0 only");
    }
    if (print0 && context.chosenFormat().isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--print0 is a format of its own; leave out --format and --json");
    }
    return print0 ? print0() : list();
  }

  private int list() throws InterruptedException {
    try (Database database = context.existingCatalogue();
        DuplicatesReport report = new DuplicatesReport(context)) {
      new DuplicateFinder(new Duplicates(database), DuplicateFinder.OLDEST, report).run();
      return report.finish(exitCode);
    }
  }

  private int print0() throws InterruptedException {
    try (Database database = noCheck ? context.existingCatalogue() : context.catalogueIfWritable();
        RemovalReport report = new RemovalReport(context)) {
      RemovableCopies copies =
          new RemovableCopies(
              new Duplicates(database),
              new VerificationLog(database),
              context.clock(),
              DuplicateFinder.OLDEST,
              report);
      if (noCheck) {
        copies.runUnchecked();
      } else {
        copies.run();
      }
      return report.finish(exitCode);
    }
  }
}
