package dev.tensors.tsr.backup;

import dev.tensors.tsr.backup.CatalogueDiff.Difference;
import dev.tensors.tsr.backup.CatalogueDiff.Status;
import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.RecordedDownloads;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.ModelFolders;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.library.schema.OtherCatalogue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class DiffCommand implements Command {

  private Path other = Path.of("");
  private boolean all;
  private boolean print0;
  private @Nullable Path under;
  private boolean exitCode;
  private final WhereOption where;

  /** Whether some file is missing in what a download program gets. */
  private boolean incomplete;

  private final Map<Status, Long> counts = new EnumMap<>(Status.class);
  private final Map<Status, Long> bytes = new EnumMap<>(Status.class);

  private final CommandContext context;

  public DiffCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Compare the catalogue with that of another machine, or with a copy of one.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Files are compared by their SHA-256, whatever their names and folders: each content
            has one line, with its oldest path. Files that are missing, or in a folder that
            cannot be reached, are not there. Nothing is read but the two catalogues, and the
            other one is not changed.

            --format aria2 writes an input file for the download program aria2c: what only the
            other one has, from the addresses that CivitAI told there, each into the folder
            where most files of its type lie here.
            """)
        .exitCodes(
            "1:one has a file that the other has not (only with --exit-code)",
            "2:wrong usage; or --print0 and several folders to choose from",
            "3:some files are left out of what aria2 writes, or the result could not be written",
            "4:no such catalogue",
            "6:one of the catalogues could not be used",
            ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db diff /mnt/nas/models.db --where type:lora",
            "tsr db diff --print0 nas.db | rsync -a0 --files-from=- nas:/models ~/models")
        .parameter("OTHER.DB", "The other catalogue.", Path::of, value -> other = value)
        .options(where)
        .flag("--all", "Also list what both have.", on -> all = on)
        .flag(
            "--print0",
            """
            Print the paths of what only the other one has, below the folder that was scanned
            there, each ended by NUL: for rsync --from0 --files-from.
            """,
            on -> print0 = on)
        .value(
            "--under=FOLDER",
            "With --print0: which of the other machine's folders, where it scanned several.",
            Path::of,
            value -> under = value)
        .flag("--exit-code", "Exit with 1 if they differ.", on -> exitCode = on);
  }

  @Override
  public Set<FormatOption> extraFormats() {
    return Set.of(FormatOption.ARIA2);
  }

  @Override
  public ExitCode call() {
    if (print0 && (context.chosenFormat().isPresent() || context.isFormat(FormatOption.ARIA2))) {
      throw new WrongUsage("--print0 is a format of its own; leave out --format and --json");
    }
    if (all && (print0 || context.isFormat(FormatOption.ARIA2))) {
      throw new WrongUsage(
          "%s and --all exclude each other: both have those files"
              .formatted(print0 ? "--print0" : "--format aria2"));
    }
    if (under != null && !print0) {
      throw new WrongUsage("--under is for --print0 only");
    }
    List<Term> terms = where.terms();
    Path file = CatalogueDatabase.named(other);
    if (Files.notExists(file)) {
      throw new NotFound(file + ": no such catalogue; check the path");
    }
    try (Database database = context.catalogue().openForReading()) {
      if (file.equals(database.file())) {
        throw new WrongUsage(file + " is the catalogue in use; name another one");
      }
      try (OtherCatalogue there = OtherCatalogue.open(file)) {
        CatalogueDiff diff = new CatalogueDiff(database, there.database(), terms);
        // Before rsync or aria2c fetches what is on a disk in a drawer.
        diff.unreachable().forEach(context.messages()::warning);
        boolean isForDownload = context.isFormat(FormatOption.ARIA2);
        if (print0) {
          paths(diff, new ScannedFolders(there.database()).all());
        } else if (isForDownload) {
          downloads(diff, database);
        } else {
          rows(diff, where.asked(terms));
        }
        if (exitCode && (print0 || isForDownload) && !differ()) {
          diff.eachHere(List.of(), this::count); // which was not needed so far
        }
      }
    }
    if (incomplete) {
      return ExitCode.PARTIAL;
    }
    return exitCode && differ() ? ExitCode.FOUND : ExitCode.DONE;
  }

  private boolean differ() {
    return counts.containsKey(Status.ONLY_HERE) || counts.containsKey(Status.ONLY_THERE);
  }

  private void rows(CatalogueDiff diff, List<Field> asked) {
    List<Column<Difference>> columns =
        AskedFields.beside(CatalogueDiff.COLUMNS, asked, (row, field) -> row.file().get(field));
    try (Rows<Difference> rows = context.rows(columns)) {
      diff.eachHere(
          asked,
          row -> {
            count(row);
            if (all || row.status() != Status.BOTH) {
              rows.add(row);
            }
          });
      diff.eachOnlyThere(
          asked,
          row -> {
            count(row);
            rows.add(row);
          });
    }
    context
        .messages()
        .notice(
            "%s, %s, %s"
                .formatted(
                    sum(Status.ONLY_HERE, " only here"),
                    sum(Status.ONLY_THERE, " only there"),
                    sum(Status.BOTH, " in both")));
  }

  private void count(Difference row) {
    counts.merge(row.status(), 1L, Long::sum);
    bytes.merge(row.status(), row.bytes(), Long::sum);
  }

  private String sum(Status status, String where) {
    long count = counts.getOrDefault(status, 0L);
    String size = ByteCount.human(bytes.getOrDefault(status, 0L));
    return Counts.of(count, "file", "files") + where + (count == 0 ? "" : " (" + size + ")");
  }

  /** For rsync, whose source is the folder. */
  private void paths(CatalogueDiff diff, List<String> folders) {
    String folder = folder(folders);
    long[] elsewhere = {0};
    try (Rows<String> rows = context.paths()) {
      diff.eachOnlyThere(
          List.of(),
          row -> {
            count(row);
            String path = String.valueOf(row.other());
            if (ScannedFolders.isAt(path, folder)) {
              rows.add(forRsync(path.substring(PathNames.HERE.start(folder).length())));
            } else {
              elsewhere[0]++;
            }
          });
    }
    if (elsewhere[0] > 0) {
      context
          .messages()
          .notice(
              "%s there in other folders than %s left out"
                  .formatted(Counts.of(elsewhere[0], "file", "files"), folder));
    }
  }

  /** rsync takes a line that begins so for a comment. */
  private static String forRsync(String path) {
    return path.startsWith("#") || path.startsWith(";") ? "./" + path : path;
  }

  /** What only the other one has, each where most files of its type lie here. */
  private void downloads(CatalogueDiff diff, Database database) {
    ModelFolders folders = new ModelFolders(database);
    List<String> scanned = new ScannedFolders(database).all();
    try (Aria2 aria2 = new Aria2(context, context.downloads(new ServiceOptions()), database)) {
      RecordedDownloads downloads = new RecordedDownloads(aria2, "there");
      diff.eachOnlyThere(
          RecordedDownloads.FIELDS,
          row -> {
            count(row);
            downloads.add(row.file(), folder(folders, row.file().text(FileFields.TYPE), scanned));
          });
      incomplete = aria2.hasLeftOut();
    }
  }

  /**
   * Where no file of the type is, the first scanned folder: not that in which aria2c is started.
   */
  private static @Nullable Path folder(
      ModelFolders folders, @Nullable String type, List<String> scanned) {
    return Stream.of(folders.of(ModelKind.OTHER, type), scanned)
        .flatMap(paths -> RecordedPath.all(paths).stream())
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(null);
  }

  private String folder(List<String> folders) {
    if (under == null) {
      if (folders.size() == 1) {
        return folders.getFirst();
      }
      throw new WrongUsage(
          folders.isEmpty()
              ? "the other catalogue remembers no folder; name one with --under"
              : "the other machine scanned several folders; name one with --under: "
                  + String.join(", ", folders));
    }
    String folder = under.normalize().toString();
    if (!folders.isEmpty()
        && folders.stream().noneMatch(scanned -> ScannedFolders.isAt(folder, scanned))) {
      throw new WrongUsage(
          "--under=%s: the other machine scanned %s".formatted(folder, String.join(", ", folders)));
    }
    return folder;
  }
}
