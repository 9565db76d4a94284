package dev.tensors.tsr.scan;

import dev.tensors.tsr.cli.frame.CatalogueOpener;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FolderRun;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.JobsOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.ClaimedHashes;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.library.schema.OtherCatalogue;
import dev.tensors.tsr.reading.folders.NestedPaths;
import dev.tensors.tsr.reading.folders.RequestedPaths;
import dev.tensors.tsr.sidecars.imports.ImportCommand;
import dev.tensors.tsr.sidecars.imports.ImportReport;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public final class ScanCommand implements Command {

  private static final String NO_MODEL =
      "No file there is named *.safetensors, *.sft or *.gguf; --pickles also finds *.ckpt, *.pt, *.pth"
          + " and *.bin.";

  private static final String NO_MODEL_OR_PICKLE =
      "No file there is named *.safetensors, *.sft, *.gguf, *.ckpt, *.pt, *.pth or *.bin.";

  private List<Path> paths = List.of();
  private List<Path> comfy = List.of();
  private boolean rehash;
  private boolean pickles;
  private boolean weights;
  private boolean alsoImport;
  private @Nullable Path hashesFrom;
  private final JobsOption jobs = new JobsOption();
  private boolean dryRun;
  private boolean all;
  private boolean exitCode;

  private final CommandContext context;

  public ScanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Find .safetensors, .sft and .gguf files and record them in the catalogue.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A file is read only if it is new or has changed. A moved or copied file keeps its
            link to CivitAI. A file that is gone is marked missing. A file that is not a model
            is recorded with the reason, and read again only if it has changed. After an
            interruption, the next scan continues.

            The folders are remembered: without PATH, scan goes through the folders scanned
            before.

            A table and TSV show files that are new, changed, moved, or failed or missing for
            the first time; --all, CSV and JSON show every file.
            """)
        .exitCodes(
            "1:with --exit-code: files went missing or changed",
            "2:wrong usage; or no PATH, and no folder was scanned before",
            "3:some files failed for the first time, each named on stderr; or a folder holds no "
                + "model, but the catalogue has some there; or the result could not be written",
            "4:no such folder or file, or no folder for the database")
        .examples(
            "tsr db scan ~/models /mnt/disk/loras",
            "tsr db scan --json | jq 'map(select(.status == \"failed\"))'")
        .parameters(
            "[PATH...]",
            "Folders to search, and files. Default: the folders scanned before.",
            Path::of,
            all -> paths = all)
        .values(
            "--comfyui=DIR",
            """
            Also the folders of models of the ComfyUI in DIR, and those that its
            extra_model_paths.yaml names. Can be repeated.
            """,
            Path::of,
            all -> comfy = all)
        .flag("--rehash", "Read every file again, even if unchanged.", on -> rehash = on)
        .flag(
            "--pickles",
            "Record .ckpt, .pt, .pth and .bin files, too: name and hash only.",
            on -> pickles = on)
        .flag(
            "--weights",
            """
            Also hash the weights alone, for tsr db link --weights and duplicates
            --same-weights, and read unchanged files whose weights were not hashed yet. Takes
            about 1.7 times the computing time, and no more reading.
            """,
            on -> weights = on)
        .flag(
            "--import",
            "Then take over what other managers left beside the files, as tsr db import does.",
            on -> alsoImport = on)
        .value(
            "--hashes-from=OTHER.DB",
            """
            Read only the header of a file that the catalogue of another machine knows by the
            same name, size, time and fingerprint, and take its hash from there, as claimed until
            tsr db verify or --rehash reads the file. For a disk in the network that both use.
            """,
            Path::of,
            value -> hashesFrom = value)
        .options(jobs)
        .flag(
            "--dry-run",
            "Only show what would be done and how much would be read; record nothing.",
            on -> dryRun = on)
        .flag(
            "--all",
            """
            In a table, also show files that are unchanged, or failed or missing as before; and
            name each path that failed.
            """,
            on -> all = on)
        .flag("--exit-code", "Exit with 1 if files went missing or changed.", on -> exitCode = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (alsoImport && dryRun) {
      throw new WrongUsage("--import and --dry-run exclude each other");
    }
    try (Database database = open()) {
      List<Path> searched =
          FolderRun.searched(
              named(),
              new ScannedFolders(database),
              "no folder has been scanned yet; name one: tsr db scan FOLDER");
      context.showPathsFrom(outermost(new ScannedFolders(database).all(), searched));
      ExitCode scanned = scanned(database, searched);
      return (alsoImport ? scanned.worse(imported(database, searched)) : scanned);
    }
  }

  private ExitCode scanned(Database database, List<Path> searched) throws InterruptedException {
    if (hashesFrom == null) {
      return scanned(database, searched, ClaimedHashes.NONE);
    }
    Path file = CatalogueDatabase.named(hashesFrom);
    if (Files.notExists(file)) {
      throw new NotFound(file + ": no such catalogue; check the path");
    }
    try (OtherCatalogue other = OtherCatalogue.open(file)) {
      return scanned(database, searched, new ClaimedHashes(other.database()));
    }
  }

  private ExitCode scanned(Database database, List<Path> searched, ClaimedHashes claims)
      throws InterruptedException {
    Scan.Request request =
        new Scan.Request(searched, rehash, dryRun, pickles, weights, claims, jobs.count());
    ScanReport report = new ScanReport(context, dryRun, all, exitCode);
    try (report) {
      Scan.run(database, request, report);
    }
    if (report.foundNothing()) {
      context.messages().notice(pickles ? NO_MODEL_OR_PICKLE : NO_MODEL);
    }
    return report.exitCode();
  }

  /** The folders that will have been scanned, without those in another one. */
  private static List<String> outermost(List<String> scanned, List<Path> searched) {
    Set<Path> all = new LinkedHashSet<>(RecordedPath.all(scanned));
    searched.forEach(path -> all.add(RequestedPaths.real(path)));
    return all.stream()
        .filter(path -> !NestedPaths.isAtOrBelow(path.getParent(), all))
        .map(Path::toString)
        .toList();
  }

  private List<Path> named() {
    List<Path> all = new ArrayList<>(paths);
    for (Path folder : comfy) {
      all.addAll(ComfyFolders.of(folder, context::variable, context.messages()::warning));
    }
    return all;
  }

  private ExitCode imported(Database database, List<Path> searched) throws InterruptedException {
    List<Path> there = searched.stream().filter(Files::exists).toList();
    try (ImportReport report = ImportReport.withoutRows(context)) {
      ImportCommand.run(database, there, jobs, report);
      return report.exitCode();
    }
  }

  private Database open() {
    CatalogueOpener catalogue = context.catalogue();
    if (dryRun) {
      return catalogue.openForDryRun();
    }
    return paths.isEmpty() && comfy.isEmpty()
        ? catalogue.openForWriting()
        : catalogue.openOrCreate();
  }
}
