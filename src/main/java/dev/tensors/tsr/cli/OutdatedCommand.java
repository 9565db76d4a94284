package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.OutdatedFiles;
import dev.tensors.tsr.catalog.OutdatedFiles.OutdatedFile;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.link.ModelCache;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** tsr db outdated. */
@Command(
    name = "outdated",
    description = {
      "List linked files whose model has a newer version.",
      "",
      "Newer by the creator's order, for the same base model, free to be downloaded, and not here under"
          + " another name."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      "1:there are outdated files (only with --exit-code)",
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      ExitCode.SERVICE_HELP,
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db outdated --refresh",
      "  tsr db outdated -j | jq -r '.[].download_url'"
    })
final class OutdatedCommand implements Callable<Integer> {

  private static final List<Column<OutdatedFile>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", Kind.PATH, OutdatedFile::filePath),
          Column.hidden("model_id", Kind.NUMBER, OutdatedFile::modelId),
          Column.of("model_name", "MODEL", Kind.TEXT, OutdatedFile::modelName),
          Column.of("base_model", "BASE", Kind.TEXT, OutdatedFile::baseModel),
          Column.hidden("version_id", Kind.NUMBER, OutdatedFile::versionId),
          Column.of("version_name", "VERSION", Kind.TEXT, OutdatedFile::versionName),
          Column.hidden("latest_version_id", Kind.NUMBER, OutdatedFile::latestVersionId),
          Column.of("latest_version_name", "LATEST", Kind.TEXT, OutdatedFile::latestVersionName),
          Column.of("published_at", "PUBLISHED", Kind.TIME, OutdatedFile::publishedAt),
          Column.hidden("download_url", Kind.TEXT, OutdatedFile::downloadUrl));

  @Option(names = "--any-base", description = "Newer versions for other base models count, too.")
  private boolean anyBase;

  @Option(names = "--refresh", description = "Ask CivitAI first for what is new.")
  private boolean refresh;

  @Option(names = "--exit-code", description = "Exit with 1 if there are outdated files.")
  private boolean exitCode;

  @Mixin private ServiceOptions service;

  private final Context context;

  OutdatedCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Database database = refresh ? context.catalogueIfAny() : context.existingCatalogue()) {
      if (refresh) {
        refresh(database);
      }
      try (Rows<OutdatedFile> rows = context.rows(COLUMNS)) {
        int found = new OutdatedFiles(database).each(anyBase, rows::add);
        return exitCode && found > 0 ? ExitCode.FOUND : ExitCode.DONE;
      }
    }
  }

  private void refresh(Database database) throws InterruptedException {
    CachedModels models = new CachedModels(database);
    try (Civitai civitai = context.civitai(service)) {
      new ModelCache(civitai, models, context.clock()).cache(models.linked(null), outcome -> {});
    }
  }
}
