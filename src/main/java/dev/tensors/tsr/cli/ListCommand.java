package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.FileFilter;
import dev.tensors.tsr.catalog.FileListing;
import dev.tensors.tsr.catalog.ListedFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** tsr db list. */
@Command(
    name = "list",
    description = "List the files in the catalogue with what is known of them.",
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
      "  tsr db list --type lora --base sdxl",
      "  tsr db list --unlinked --json | jq -r '.[].file_path'"
    })
final class ListCommand implements Callable<Integer> {

  private static final Set<String> WITH_FAILED = Set.of("--failed", "--sort", "--limit");

  @Mixin private KindOptions kind;

  @Option(names = "--unlinked", description = "Only files that are not linked to CivitAI.")
  private boolean unlinked;

  @Option(names = "--missing", description = "Only missing files, which are left out otherwise.")
  private boolean missing;

  @Option(
      names = "--failed",
      description =
          "Instead, the files that scan found to be no models, with the reason; goes with --sort and"
              + " --limit only.")
  private boolean failed;

  @Option(
      names = "--outdated",
      description = "Only files whose model has a newer version for the same base model.")
  private boolean outdated;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description =
          "Sort by name, path, size (largest first) or date (latest first). Default: path.")
  private FileFilter.Sort sort = FileFilter.Sort.PATH;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "LIMIT",
      converter = AtLeastOne.class,
      description = "At most so many files.")
  private Integer limit = Integer.MAX_VALUE;

  @Spec private CommandSpec spec;

  private final Context context;

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (failed) {
      return listFailed();
    }
    FileFilter filter =
        new FileFilter(kind.type, kind.baseModel, unlinked, missing, outdated, sort, limit);
    try (Database database = context.existingCatalogue();
        Rows<ListedFile> rows = context.rows(columns())) {
      new FileListing(database)
          .each(
              filter,
              file -> {
                Interrupted.check();
                rows.add(file);
              });
      kind.noticeUnknown(context, database);
    }
    return ExitCode.DONE;
  }

  private int listFailed() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!option.inherited() && !WITH_FAILED.contains(option.longestName())) {
        throw new ParameterException(
            spec.commandLine(),
            "--failed and "
                + option.longestName()
                + " do not go together: nothing else is known"
                + " of a file that is no model");
      }
    }
    try (Database database = context.existingCatalogue();
        Rows<FailedFile> rows = context.rows(FailedFileColumns.after(columns()))) {
      new FailedFiles(database)
          .each(
              sort,
              limit,
              file -> {
                Interrupted.check();
                rows.add(file);
              });
    }
    return ExitCode.DONE;
  }

  private List<Column<ListedFile>> columns() {
    return List.of(
        Column.hidden("id", Kind.NUMBER, ListedFile::id),
        Column.of("file_path", "FILE", Kind.PATH, ListedFile::filePath),
        Column.hidden("sha256", Kind.TEXT, ListedFile::sha256),
        Column.of("size_bytes", "SIZE", Kind.BYTES, ListedFile::sizeBytes),
        Column.hidden("header_size", Kind.NUMBER, ListedFile::headerSize),
        Column.hidden("tensor_count", Kind.NUMBER, ListedFile::tensorCount),
        Column.hidden("civitai_model_id", Kind.NUMBER, ListedFile::modelId),
        Column.hidden("civitai_version_id", Kind.NUMBER, ListedFile::versionId),
        Column.of("model_name", "MODEL", Kind.TEXT, ListedFile::modelName),
        Column.of("model_type", "TYPE", Kind.TEXT, ListedFile::modelType),
        Column.of("version_name", "VERSION", Kind.TEXT, ListedFile::versionName),
        Column.of("base_model", "BASE", Kind.TEXT, ListedFile::baseModel),
        Column.hidden("creator", Kind.TEXT, ListedFile::creator),
        Column.hidden("triggers", Kind.LIST, ListedFile::triggers),
        Column.hidden("latest_version_id", Kind.NUMBER, ListedFile::latestVersionId),
        Column.hidden("latest_version_name", Kind.TEXT, ListedFile::latestVersionName),
        Column.of(
            "missing_since", missing ? "MISSING SINCE" : null, Kind.TIME, ListedFile::missingSince),
        Column.hidden("created_at", Kind.TIME, ListedFile::createdAt),
        Column.hidden("updated_at", Kind.TIME, ListedFile::updatedAt));
  }
}
