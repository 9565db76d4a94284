package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.Statistics;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** tsr db stats. */
@Command(
    name = "stats",
    description = "Count what the catalogue holds.",
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      ExitCode.ABSENT_DATABASE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db stats",
      "  tsr db stats --json | jq .stats.local_files",
    })
final class StatsCommand implements Callable<Integer>, SingleObject {

  private static final List<Column<Statistics>> COLUMNS =
      List.of(
          Column.of("db_path", "db_path", Kind.PATH, Statistics::database),
          Column.of("schema_version", "schema_version", Kind.NUMBER, Statistics::schemaVersion),
          Column.of("db_bytes", "db_bytes", Kind.BYTES, Statistics::databaseBytes),
          Column.of("library_bytes", "library_bytes", Kind.BYTES, Statistics::libraryBytes),
          Column.of("stats", "stats", Kind.NUMBER, Statistics::counts));

  private final Context context;

  StatsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database = context.existingCatalogue();
        Rows<Statistics> row = context.object(COLUMNS)) {
      row.add(Statistics.of(database));
    }
    return ExitCode.DONE;
  }
}
