package dev.tensors.tsr.list;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.list.KindCounts.KindCount;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

public final class StatsCommand implements Command {

  private final WhereOption where;

  private final CommandContext context;

  public StatsCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Count the files, models and images in the catalogue.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A table has a sentence, and how many files of each type and for each base model
            there are, with bars for their size; -v adds the counts of all else. With --where,
            files only are counted: what is not about files is null.
            """)
        .exitCodes(ExitCode.READING_INTERRUPTED_HELP)
        .examples("tsr db stats", "tsr db stats --json | jq .stats.local_files")
        .options(where);
  }

  @Override
  public boolean isResultOneObject() {
    return true;
  }

  @Override
  public ExitCode call() {
    List<Term> terms = where.terms();
    try (Database database = context.catalogue().openForReading()) {
      SelectedFiles files = where.in(database, terms);
      show(Statistics.of(database, files));
      ShownFileNotices notices = new ShownFileNotices(database);
      if (files.areAll()) {
        notices.addAll();
      } else {
        files.present(database).forEach(path -> notices.add(path, true));
      }
      notices.print(context.messages());
    }
    return ExitCode.DONE;
  }

  private void show(Statistics statistics) {
    if (context.format() == Format.TABLE) {
      new StatisticsPage(context, statistics).print();
      return;
    }
    try (Rows<Statistics> row = context.object(columns(context.format()))) {
      row.add(statistics);
    }
  }

  private static List<Column<Statistics>> columns(Format format) {
    return List.of(
        Column.of("db_path", "db_path", ValueKind.PATH, Statistics::database),
        Column.of("schema_version", "schema_version", ValueKind.ID, Statistics::schemaVersion),
        Column.of("db_bytes", "db_bytes", ValueKind.BYTES, Statistics::databaseBytes),
        Column.of("library_bytes", "library_bytes", ValueKind.BYTES, Statistics::libraryBytes),
        Column.of("stats", "stats", ValueKind.NUMBER, Statistics::counts),
        kinds("by_type", Statistics::byType, format),
        kinds("by_base", Statistics::byBaseModel, format));
  }

  private static Column<Statistics> kinds(
      String key, Function<Statistics, List<KindCount>> kinds, Format format) {
    Function<List<KindCount>, Object> value =
        format == Format.TSV ? counts -> fields(key, counts) : StatsCommand::objects;
    return Column.of(key, key, ValueKind.LIST, kinds.andThen(value));
  }

  private static List<Map<String, @Nullable Object>> objects(List<KindCount> counts) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (KindCount count : counts) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("name", count.name());
      object.put("files", count.files());
      object.put("bytes", count.bytes());
      objects.add(object);
    }
    return objects;
  }

  /** Two fields for each kind, for a program. */
  private static Map<String, Long> fields(String key, List<KindCount> counts) {
    Map<String, Long> fields = new LinkedHashMap<>();
    for (KindCount count : counts) {
      String start = key + "." + StatisticsPage.name(count);
      fields.put(start + ".files", count.files());
      fields.put(start + ".bytes", count.bytes());
    }
    return fields;
  }
}
