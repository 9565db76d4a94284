package dev.tensors.tsr.search;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.KindOptions;
import dev.tensors.tsr.cli.frame.options.LimitOption;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.search.ModelSearch.ModelFilter;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    description = {
      "Find cached models, offline.",
      "",
      "Finds models with all words of QUERY, also as parts of words, in their name, tags, creator,"
          + " trigger words, version names or file names, or in your notes about its files, with or"
          + " without accents. First comes the model that is called so, then names that begin so,"
          + " then those with the words; of each the most downloaded. Without QUERY: all models."
    },
    footer = {
      "",
      "Examples:",
      "  tsr db search harbour dawn --type lora --base sdxl",
      "  tsr db search --have --sfw -j | jq -r '.[] | .name, .local_files[]'"
    })
public final class SearchCommand implements Callable<Integer> {

  private static final List<Column<FoundModel>> COLUMNS =
      List.of(
          Column.of("civitai_id", "ID", ValueKind.NUMBER, FoundModel::civitaiId),
          Column.of("name", "NAME", ValueKind.TEXT, FoundModel::name),
          Column.of("type", "TYPE", ValueKind.TEXT, FoundModel::type),
          Column.hidden("nsfw", ValueKind.TEXT, FoundModel::nsfw),
          Column.of("creator", "CREATOR", ValueKind.TEXT, FoundModel::creator),
          Column.of("base_model", "BASE", ValueKind.TEXT, FoundModel::baseModel),
          Column.of("latest_version", "LATEST", ValueKind.TEXT, FoundModel::latestVersion),
          Column.hidden("latest_version_id", ValueKind.NUMBER, FoundModel::latestVersionId),
          Column.hidden("download_url", ValueKind.TEXT, FoundModel::downloadUrl),
          Column.of("download_count", "DOWNLOADS", ValueKind.NUMBER, FoundModel::downloadCount),
          Column.hidden("thumbs_up_count", ValueKind.NUMBER, FoundModel::thumbsUpCount),
          Column.hidden("tags", ValueKind.LIST, FoundModel::tags),
          Column.of("local_files", "FILES", ValueKind.PATH, FoundModel::localFiles),
          Column.hidden(
              "page_url",
              ValueKind.TEXT,
              model -> ModelPage.address(model.civitaiId(), model.nsfw())));

  @Parameters(
      arity = "0..*",
      paramLabel = "QUERY",
      description = "Words, in any case and any script.")
  private List<String> query = List.of();

  @Mixin private KindOptions kind;

  @Option(names = "--creator", paramLabel = "NAME", description = "Only models of this creator.")
  private @Nullable String creator;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only models with this tag. Repeat for several.")
  private List<String> tags = List.of();

  @Option(names = "--sfw", description = "Only models that are safe for work.")
  private boolean sfw;

  @Option(names = "--have", description = "Only models of which you have a file.")
  private boolean have;

  @Option(names = "--missing", description = "Only models of which you have no file.")
  private boolean missing;

  @Mixin private LimitOption limit = new LimitOption(20);

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public SearchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (have && missing) {
      throw new ParameterException(spec.commandLine(), "--have and --missing exclude each other");
    }
    try (Database database = context.catalogue().openForReading()) {
      long found = show(database);
      if (found > 0) {
        kind.noticeUnknown(context, database);
      } else if (context.messages().showsNotices()) {
        noticeNone(database);
      }
      limit.noticeCut(context.messages(), found);
    }
    return ExitCode.DONE;
  }

  private void noticeNone(Database database) {
    String words = String.join(" ", query).strip();
    if (!EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.MODELS)) {
      kind.noticeUnknown(context, database);
      List<String> nearest = new ModelSearch(database).nearest(words);
      context
          .messages()
          .notice(
              nearest.isEmpty()
                  ? "No cached model matches; tsr db cache MODEL stores more."
                  : "No cached model matches %s: did you mean %s?"
                      .formatted(words, String.join(", ", nearest)));
    }
    if (!words.isEmpty()) {
      noticeFiles(database, List.of(words.split("\\s+")));
    }
  }

  /** The user's own files may have the words in their paths, or in notes on unlinked ones. */
  private void noticeFiles(Database database, List<String> words) {
    long files = FileFields.count(database, words);
    if (files > 0) {
      context
          .messages()
          .notice(
              "tsr db list %s finds %s."
                  .formatted(
                      words.stream().map(ShellPath::quoted).collect(Collectors.joining(" ")),
                      Counts.of(files, "of your files", "of your files")));
    }
  }

  private long show(Database database) {
    try (Rows<FoundModel> rows = context.rows(COLUMNS)) {
      return new ModelSearch(database)
          .each(
              String.join(" ", query),
              filter(),
              !context.format().isTabular(),
              context.messages().showsNotices(),
              models -> {
                Interrupted.check();
                rows.addAll(models);
              });
    }
  }

  private ModelFilter filter() {
    Boolean local = have ? Boolean.TRUE : missing ? Boolean.FALSE : null;
    return new ModelFilter(kind.types, kind.baseModels, creator, tags, sfw, local, limit.rows());
  }
}
