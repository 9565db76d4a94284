package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.cli.frame.CatalogueOpener;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FolderRun;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.link.LinkedWeights;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.reading.folders.RequestedPaths;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabasePath;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

public final class ImportCommand implements Command {

  private List<Path> paths = List.of();
  private final JobsOption jobs = new JobsOption();
  private boolean all;

  private final CommandContext context;

  public ImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Take over what other model managers left beside your files.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Reads .civitai.info, .metadata.json, .cm-info.json, .api_info.json,
            .rgthree-info.json and .json beside files in the catalogue. What they know of
            CivitAI is taken only where a hash proves that it is about this file, and only what
            tsr does not know yet. Your own trigger words, weights, notes, titles and favourites
            are taken by the file's name; what you noted in tsr goes first.

            Of LoRA Manager's lora_manager_stats.json the day of each model's last use is taken.

            The sidecars are only read. One that has not changed since the last import is not
            read again. A table and TSV leave it out; --all, CSV and JSON show every sidecar.

            A PATH can be the catalogue of another machine, or a copy of one: its models, and its
            repositories of Hugging Face, come over where they were fetched later there, and your
            notes and links by hand where nothing is said here. It is only read.
            """)
        .exitCodes(
            "2:wrong usage; or no PATH, and no folder was scanned before",
            "3:some sidecars could not be read, each named on stderr; or files have changed since "
                + "the last scan; or the result could not be written",
            "4:no such folder, or only files that are none of these, or no such database")
        .examples(
            "tsr db import                         all folders scanned before",
            "tsr db import ~/models/Lora --json | jq 'map(.status) | unique'")
        .parameters(
            "[PATH...]",
            """
            Folders, model files in the catalogue, other catalogues, and
            lora_manager_stats.json. Default: the folders scanned before.
            """,
            Path::of,
            all -> paths = all)
        .options(jobs)
        .flag("--all", "In a table, also show sidecars that are unchanged.", on -> all = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    for (Path path : paths) {
      if (Files.isRegularFile(path) && !Files.isReadable(path)) {
        throw new NotFound(path + ": cannot be read; check its permissions");
      }
    }
    List<Path> catalogues = paths.stream().filter(CatalogueImport::isDatabase).toList();
    try (Database database = open(catalogues)) {
      List<Path> searched = searched(database, catalogues);
      try (ImportReport report = ImportReport.withRows(context, all)) {
        if (searched.isEmpty()) {
          report.expectNoSidecars();
        }
        for (Path catalogue : catalogues) {
          CatalogueImport.run(database, catalogue, report);
        }
        UsageImport.run(database, paths.isEmpty() ? searched : paths, report);
        if (!searched.isEmpty()) {
          run(database, searched, jobs, report);
        }
        return report.exitCode();
      }
    }
  }

  /** Another catalogue fills one that does not exist yet. */
  private Database open(List<Path> catalogues) {
    CatalogueOpener catalogue = context.catalogue();
    if (catalogues.isEmpty()) {
      return catalogue.openForWriting();
    }
    Path own = DatabasePath.resolve(catalogue.place());
    for (Path other : catalogues) {
      if (own.equals(CatalogueDatabase.named(other))) {
        throw new WrongUsage(other + " is the catalogue in use; name another one");
      }
    }
    return catalogue.openOrCreate();
  }

  private List<Path> searched(Database database, List<Path> catalogues) {
    List<Path> others =
        paths.stream()
            .filter(path -> !catalogues.contains(path) && !UsageImport.isUsage(path))
            .toList();
    LocalFiles files = new LocalFiles(database);
    List<Path> known = others.stream().filter(path -> !isForeign(path, files)).toList();
    int foreign = others.size() - known.size();
    if (foreign < paths.size() && foreign > 0) { // as FOLDER/* gives them
      others = known;
      context
          .messages()
          .notice(
              Counts.of(foreign, "file is no model", "files are no models")
                  + ", and left out; a sidecar is read with its model");
    }
    return others.isEmpty() && !paths.isEmpty()
        ? List.of()
        : FolderRun.searched(
            others,
            new ScannedFolders(database),
            "no folder has been scanned yet; run tsr db scan FOLDER first");
  }

  /** No model; a blob of Hugging Face's cache is recorded, though it has no model's extension. */
  private static boolean isForeign(Path path, LocalFiles files) {
    return Files.isRegularFile(path)
        && !ModelFormat.isModel(path)
        && files.byRealPath(RequestedPaths.real(path)).isEmpty();
  }

  /** Imports the sidecars at and below some paths. */
  public static void run(
      Database database, Collection<Path> paths, JobsOption jobs, ImportReport report)
      throws InterruptedException {
    WeightsReader reader =
        new WeightsReader(new WeightHashes(database), jobs.count(), report::read);
    SidecarImport.run(database, paths, new LinkedWeights(reader, report::toRead), report::done);
  }
}
