package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.EnumValue;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class DuplicatesCommand implements Command {

  private KeepOrder.@Nullable Criterion keep;
  private List<Path> keepUnder = List.of();
  private boolean print0;
  private boolean noCheck;
  private boolean sameWeights;
  private boolean versions;
  private final JobsOption jobs = new JobsOption();
  private final WhereOption where;
  private boolean exitCode;

  private final CommandContext context;

  public DuplicatesCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Find files with the same content.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            One copy stays: the oldest, or the one that --keep and --keep-under choose, but none
            that verify found damaged. --where shows the copies of the files that match, and
            does not change which one stays. Hard links and symlinks to one file are not duplicates. A
            file that changed since the last scan is not counted.
            """)
        .exitCodes(
            "1:there are duplicates (only with --exit-code)",
            "3:with --print0, a file that should stay is damaged, a copy differs from it, or one "
                + "could not be read; a file could not be read, with --same-weights; or the result "
                + "could not be written",
            "4:no such folder, with --keep-under, or no such database")
        .examples(
            "tsr db duplicates --keep-under ~/models/sorted --keep newest",
            "tsr db duplicates --print0 | xargs -0 -o rm -i --")
        .options(where)
        .value(
            "--keep=WHICH",
            """
            Which copy stays: the oldest or newest by its time, or the one with the shortest
            path. Default: oldest.
            """,
            new EnumValue<>(KeepOrder.Criterion.class),
            value -> keep = value)
        .values(
            "--keep-under=PATH",
            """
            A copy below this folder stays, if there is one. Repeat for several folders, the
            preferred one first.
            """,
            Path::of,
            all -> keepUnder = all)
        .flag(
            "--print0",
            """
            Print the paths of all copies except the one that stays, each ended by NUL. First
            each is compared byte for byte with the one that stays, which must be undamaged.
            """,
            on -> print0 = on)
        .flag("--no-check", "With --print0: do not read and compare the files.", on -> noCheck = on)
        .flag(
            "--same-weights",
            """
            Also find .safetensors files with the same weights under another header. Reads only
            files whose tensors have the same names, types, shapes and places. Only exact copies
            count as bytes that can be freed.
            """,
            on -> sameWeights = on)
        .options(jobs)
        .flag(
            "--versions",
            """
            Instead show the models of which several versions for one base model are here, the
            newest first, with size, uses and rating.
            """,
            on -> versions = on)
        .flag("--exit-code", "Exit with 1 if there are duplicates.", on -> exitCode = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (noCheck && !print0) {
      throw new WrongUsage("--no-check is for --print0 only");
    }
    if (print0 && context.chosenFormat().isPresent()) {
      throw new WrongUsage("--print0 is a format of its own; leave out --format and --json");
    }
    if (print0 && sameWeights) {
      throw new WrongUsage(
          "--print0 and --same-weights exclude each other: a file with another header is no copy");
    }
    if (jobs.isGiven() && !sameWeights) {
      throw new WrongUsage("--jobs is for --same-weights only");
    }
    if (versions && (print0 || sameWeights || !keepUnder.isEmpty() || keep != null)) {
      throw new WrongUsage(
          "--versions only shows files; leave out --print0, --keep, --keep-under and"
              + " --same-weights, and see tsr db list is:superseded --print0");
    }
    List<Term> terms = where.terms();
    if (versions) {
      try (Database database = context.catalogue().openForReading()) {
        SelectedFiles selected = where.in(database, terms);
        return SeveralVersions.print(
            context, database, selected, where.asked(database, terms), exitCode);
      }
    }
    KeepOrder order =
        new KeepOrder(
            keep == null ? KeepOrder.Criterion.OLDEST : keep,
            keepUnder.stream().map(DuplicatesCommand::real).toList());
    if (sameWeights) {
      return sameWeights(order, terms);
    }
    return print0 ? print0(order, terms) : list(order, terms);
  }

  /** A mistyped folder must not decide that another copy stays. */
  private static Path real(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) {
      // reported below
    }
    throw new NotFound(folder + ": no such folder; check the path after --keep-under");
  }

  private ExitCode sameWeights(KeepOrder order, List<Term> terms) throws InterruptedException {
    try (Database database = context.catalogue().openForWritingIfPermitted()) {
      SelectedFiles selected = where.in(database, terms);
      AskedFields asked = where.asked(database, terms);
      try (SameWeightsReport report = new SameWeightsReport(context, database, asked, selected)) {
        new SameWeightsFinder(
                copies(database, selected),
                new WeightHashes(database),
                selected,
                jobs.count(),
                order,
                report)
            .run();
        return report.finish(exitCode, selected);
      }
    }
  }

  private ExitCode list(KeepOrder order, List<Term> terms) throws InterruptedException {
    try (Database database = context.catalogue().openForReading()) {
      SelectedFiles selected = where.in(database, terms);
      AskedFields asked = where.asked(database, terms);
      try (DuplicatesReport report =
          new DuplicatesReport(context, database, order, asked, selected)) {
        new DuplicateFinder(copies(database, selected), selected, order, report::changed)
            .run(report::group);
        return report.finish(exitCode, selected);
      }
    }
  }

  private static Duplicates copies(Database database, SelectedFiles selected) {
    return new Duplicates(database, selected.condition("id"));
  }

  private ExitCode print0(KeepOrder order, List<Term> terms) throws InterruptedException {
    try (Database database =
            noCheck
                ? context.catalogue().openForReading()
                : context.catalogue().openForWritingIfPermitted();
        RemovalReport report = new RemovalReport(context, database)) {
      SelectedFiles selected = where.in(database, terms);
      RemovableCopies copies =
          new RemovableCopies(
              copies(database, selected),
              selected,
              new VerificationLog(database),
              context.clock(),
              order,
              report);
      if (noCheck) {
        copies.runUnchecked();
      } else {
        copies.run();
      }
      return report.finish(exitCode, selected);
    }
  }
}
