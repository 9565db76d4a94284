package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.Statistics;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.SingleObject;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** tsr db stats. */
@Command(
    name = "stats",
    description = "Count the files, models and images in the catalogue.",
    footer = {
      "",
      "Examples:",
      "  tsr db stats",
      "  tsr db stats --json | jq .stats.local_files",
    })
public final class StatsCommand implements Callable<Integer>, SingleObject {

  private static final List<Column<Statistics>> COLUMNS =
      List.of(
          Column.of("db_path", "db_path", ValueKind.PATH, Statistics::database),
          Column.of(
              "schema_version", "schema_version", ValueKind.NUMBER, Statistics::schemaVersion),
          Column.of("db_bytes", "db_bytes", ValueKind.BYTES, Statistics::databaseBytes),
          Column.of("library_bytes", "library_bytes", ValueKind.BYTES, Statistics::libraryBytes),
          Column.of("stats", "stats", ValueKind.NUMBER, Statistics::counts));

  private final CommandContext context;

  public StatsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database = context.catalogue().openForReading();
        Rows<Statistics> row = context.object(COLUMNS)) {
      row.add(Statistics.of(database));
    }
    return ExitCode.DONE;
  }
}
