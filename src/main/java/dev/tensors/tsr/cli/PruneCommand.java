package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.MissingFiles;
import dev.tensors.tsr.catalog.MissingFiles.MissingFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** tsr db prune. */
@Command(
    name = "prune",
    description = {
      "Forget files that are marked missing, with all that is known of them.",
      "",
      "What is cached of their models stays."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      ExitCode.ABSENT_DATABASE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {"", "Examples:", "  tsr db prune --dry-run", "  tsr db prune --older-than 90d"})
final class PruneCommand implements Callable<Integer> {

  private static final List<Column<MissingFile>> COLUMNS =
      List.of(
          Column.hidden("id", Kind.NUMBER, MissingFile::id),
          Column.of("file_path", "FILE", Kind.PATH, MissingFile::path),
          Column.hidden("sha256", Kind.TEXT, MissingFile::sha256),
          Column.of("missing_since", "MISSING SINCE", Kind.TIME, MissingFile::missingSince));

  @Option(names = "--dry-run", description = "Only list what would be forgotten.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Only what has been missing for longer than this: 90d, 12h.")
  private Duration olderThan;

  private final Context context;

  PruneCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database = dryRun ? context.existingCatalogue() : context.catalogueIfAny()) {
      MissingFiles missing = new MissingFiles(database);
      String before = context.ago(olderThan);
      List<MissingFile> files = dryRun ? missing.since(before) : missing.forget(before);
      try (Rows<MissingFile> rows = context.rows(COLUMNS)) {
        files.forEach(rows::add);
      }
      context.talk().notice(files.size() + (dryRun ? " would be forgotten" : " forgotten"));
    }
    return ExitCode.DONE;
  }
}
