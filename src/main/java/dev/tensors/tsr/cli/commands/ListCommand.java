package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.FileFilter;
import dev.tensors.tsr.catalog.FileListing;
import dev.tensors.tsr.catalog.FileUses;
import dev.tensors.tsr.catalog.ListedFile;
import dev.tensors.tsr.catalog.UnreachableFolders;
import dev.tensors.tsr.catalog.search.ModelSearch;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Counts;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.Interrupted;
import dev.tensors.tsr.cli.frame.KindOptions;
import dev.tensors.tsr.cli.frame.LimitOption;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.ShellPath;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "List the files in the catalogue with their models.",
    footer = {
      "",
      "Examples:",
      "  tsr db list --type lora --base sdxl",
      "  tsr db list --unlinked --json | jq -r '.[].file_path'"
    })
public final class ListCommand implements Callable<Integer> {

  private static final Set<String> WITH_FAILED = Set.of("--failed", "--under", "--sort", "--limit");

  private static final String NONE_FAILED =
      "No file has failed; tsr db scan FOLDER looks for new files. It tries what it may not read again"
          + " each time, so that is not listed.";

  private static final String NO_SUCH_FAILED =
      "No failed file matches; tsr db list --failed shows all of them.";

  private static final String NONE =
      "No file matches; tsr db list shows all files that are here, tsr db list --missing the others.";

  private static final String NONE_MISSING =
      "No missing file matches; tsr db list shows the files that are here.";

  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      description =
          "Only files with this in their path, model, tags, trigger words or note, in any case; of"
              + " several texts, all.")
  private List<String> texts = List.of();

  @Mixin private KindOptions kind;

  @Option(names = "--unlinked", description = "Only files that are not linked to CivitAI.")
  private boolean unlinked;

  @Option(names = "--missing", description = "Only missing files; otherwise they are left out.")
  private boolean missing;

  @Option(
      names = "--failed",
      description =
          "List files that scan could not read as models, with the reason; each TEXT is a part of path"
              + " or reason. Allows only --under, --sort and --limit.")
  private boolean failed;

  @Option(
      names = "--outdated",
      description =
          "Only files whose model has a newer version for the same base model that is not ignored; see"
              + " tsr db ignore.")
  private boolean outdated;

  @Option(
      names = "--gone",
      description = "Only files whose model or version is no longer at CivitAI.")
  private boolean gone;

  @Option(
      names = "--unused",
      description =
          "Only files that none of your pictures was made with, except for VAEs, text encoders and others"
              + " that many pictures do not name; see tsr db images.")
  private boolean unused;

  @Option(
      names = {"--favourite", "--favorite"},
      description = "Only your favourites; see tsr db note.")
  private boolean favourite;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only files with this tag, your own or the model's. Repeat for several.")
  private List<String> tags = List.of();

  @Option(names = "--under", paramLabel = "PATH", description = "Only files below this folder.")
  private @Nullable Path under;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description =
          "Sort by name, path, size (largest first), date (latest first), used (latest use first)"
              + " or rating (best first). Default: path.")
  private FileFilter.Sort sort = FileFilter.Sort.PATH;

  @Mixin private LimitOption limit = new LimitOption(0);

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public ListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (failed) {
      return listFailed();
    }
    try (Database database = context.catalogue().openForReading()) {
      FileUses uses = new FileUses(database);
      long found = show(database, uses);
      requireFolder(found);
      if (unused || sort == FileFilter.Sort.USED) {
        context.messages().notice(UseNotice.of(uses.pictures(), unused));
      }
      if (found > 0 || unused && !uses.isKnown()) {
        kind.noticeUnknown(context, database);
      } else if (!EmptyCatalogueNotice.print(context, database, wanted())) {
        kind.noticeUnknown(context, database);
        context.messages().notice(missing ? NONE_MISSING : NONE);
        noticeModels(database);
      }
      limit.noticeCut(context.messages(), found);
    }
    return ExitCode.DONE;
  }

  /** The words may be those of a model of which the user has no file. */
  private void noticeModels(Database database) {
    if (texts.isEmpty() || !context.messages().showsNotices()) {
      return;
    }
    long models = new ModelSearch(database).count(String.join(" ", texts));
    if (models > 0) {
      context
          .messages()
          .notice(
              "tsr db search %s finds %s."
                  .formatted(
                      texts.stream().map(ShellPath::quoted).collect(Collectors.joining(" ")),
                      Counts.of(models, "cached model", "cached models")));
    }
  }

  /** Newer versions, and what CivitAI no longer has, are known of linked files only. */
  private EmptyCatalogueNotice.Wanted wanted() {
    return outdated || gone
        ? EmptyCatalogueNotice.Wanted.LINKED_FILES
        : EmptyCatalogueNotice.Wanted.FILES;
  }

  private long show(Database database, FileUses uses) {
    EarlierContents earlier = new EarlierContents(database);
    UnreachableFiles unreachable = new UnreachableFiles(new UnreachableFolders(database));
    try (Rows<ListedFile> rows = context.rows(FileColumns.of(missing, uses, context.format()))) {
      return new FileListing(database, uses)
          .each(
              filter(),
              !context.format().isTabular(),
              files -> {
                Interrupted.check();
                files.forEach(file -> earlier.add(file.filePath()));
                if (!missing && context.format() == Format.TABLE) {
                  files.forEach(file -> unreachable.add(file.filePath()));
                }
                rows.addAll(files);
              });
    } finally {
      earlier.notice(context.messages());
      unreachable.notice(context.messages());
    }
  }

  /** A folder that no longer exists may have been recorded. */
  private void requireFolder(long found) {
    if (found == 0 && under != null && Files.notExists(under)) {
      throw new NotFound(under + ": no such folder; check the path, or see tsr db list --missing");
    }
  }

  private FileFilter filter() {
    return new FileFilter(
        texts,
        kind.types,
        kind.baseModels,
        unlinked,
        missing,
        outdated,
        gone,
        unused,
        favourite,
        tags,
        under == null ? null : real(under),
        sort,
        limit.rows());
  }

  /** The path as scan records it. A folder that no longer exists may have been recorded. */
  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize().toString();
    }
  }

  private int listFailed() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!option.inherited() && !WITH_FAILED.contains(option.longestName())) {
        throw new ParameterException(
            spec.commandLine(), "--failed and " + option.longestName() + " exclude each other");
      }
    }
    try (Database database = context.catalogue().openForReading()) {
      long found = showFailed(database);
      requireFolder(found);
      if (found == 0
          && !EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.FILES)) {
        context.messages().notice(texts.isEmpty() && under == null ? NONE_FAILED : NO_SUCH_FAILED);
      }
      limit.noticeCut(context.messages(), found);
    }
    return ExitCode.DONE;
  }

  private long showFailed(Database database) {
    try (Rows<FailedFile> rows =
        context.rows(
            FailedFileColumns.after(
                FileColumns.of(missing, new FileUses(database), context.format())))) {
      return new FailedFiles(database)
          .each(
              texts,
              under == null ? null : real(under),
              sort,
              limit.rows(),
              file -> {
                Interrupted.check();
                rows.add(file);
              });
    }
  }
}
