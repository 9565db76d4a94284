package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.MissingFiles;
import dev.tensors.tsr.catalog.MissingFiles.MissingFile;
import dev.tensors.tsr.cli.frame.AgeConverter;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** tsr db prune. */
@Command(
    name = "prune",
    description = {
      "Forget files that are marked missing.",
      "",
      "Removes the files from the catalogue. Their models stay cached."
    },
    footer = {"", "Examples:", "  tsr db prune --dry-run", "  tsr db prune --older-than 90d"})
public final class PruneCommand implements Callable<Integer> {

  private static final List<Column<MissingFile>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, MissingFile::id),
          Column.of("file_path", "FILE", ValueKind.PATH, MissingFile::path),
          Column.hidden("sha256", ValueKind.TEXT, MissingFile::sha256),
          Column.of("missing_since", "MISSING SINCE", ValueKind.TIME, MissingFile::missingSince));

  @Option(names = "--dry-run", description = "Only list the files that would be forgotten.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Only files that have been missing for longer than AGE (90d, 12h).")
  private @Nullable Duration olderThan;

  private final CommandContext context;

  public PruneCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database =
        dryRun ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      MissingFiles missing = new MissingFiles(database);
      String before = olderThan == null ? null : context.ago(olderThan);
      List<MissingFile> files = dryRun ? missing.since(before) : missing.forget(before);
      try (Rows<MissingFile> rows = context.rows(COLUMNS)) {
        files.forEach(rows::add);
      }
      context.messages().notice(files.size() + (dryRun ? " would be forgotten" : " forgotten"));
    }
    return ExitCode.DONE;
  }
}
