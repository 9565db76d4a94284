package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.Duplicates;
import dev.tensors.tsr.catalog.HeaderDifferences;
import dev.tensors.tsr.catalog.VerificationLog;
import dev.tensors.tsr.catalog.WeightHashes;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.JobsOption;
import dev.tensors.tsr.scan.DuplicateFinder;
import dev.tensors.tsr.scan.RemovableCopies;
import dev.tensors.tsr.scan.SameWeightsFinder;
import dev.tensors.tsr.sqlite.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "The oldest copy stays, unless verify found it damaged. Hard links and symlinks to one file are"
          + " not duplicates. A file that changed since the last scan is not counted."
    },
    exitCodeList = {
      "1:there are duplicates (only with --exit-code)",
      "3:a file that should stay, with --print0, is damaged or could not be read; a file could not be"
          + " read, with --same-weights; or the result could not be written"
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
          "Print the paths of all copies except the one that stays, each ended by NUL. First the one"
              + " that stays is read, to check that it is undamaged.")
  private boolean print0;

  @Option(names = "--no-check", description = "With --print0: do not read the files that stay.")
  private boolean noCheck;

  @Option(
      names = "--same-weights",
      description =
          "Also find .safetensors files with the same weights under another header. Reads only files"
              + " whose tensors have the same names, types, shapes and places. Only exact copies count"
              + " as bytes that can be freed.")
  private boolean sameWeights;

  @Mixin private JobsOption jobs;

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
    if (print0 && sameWeights) {
      throw new ParameterException(
          spec.commandLine(),
          "--print0 and --same-weights exclude each other: a file with another header is no copy");
    }
    if (jobs.isGiven() && !sameWeights) {
      throw new ParameterException(spec.commandLine(), "--jobs is for --same-weights only");
    }
    if (sameWeights) {
      return sameWeights();
    }
    return print0 ? print0() : list();
  }

  private int sameWeights() throws InterruptedException {
    try (Database database = context.catalogue().openForWritingIfPermitted();
        SameWeightsReport report =
            new SameWeightsReport(context, new HeaderDifferences(database))) {
      new SameWeightsFinder(
              new Duplicates(database),
              new WeightHashes(database),
              jobs.count(),
              DuplicateFinder.OLDEST,
              report)
          .run();
      return report.finish(exitCode);
    }
  }

  private int list() throws InterruptedException {
    try (Database database = context.catalogue().openForReading();
        DuplicatesReport report = new DuplicatesReport(context)) {
      new DuplicateFinder(new Duplicates(database), DuplicateFinder.OLDEST, report).run();
      return report.finish(exitCode);
    }
  }

  private int print0() throws InterruptedException {
    try (Database database =
            noCheck
                ? context.catalogue().openForReading()
                : context.catalogue().openForWritingIfPermitted();
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
