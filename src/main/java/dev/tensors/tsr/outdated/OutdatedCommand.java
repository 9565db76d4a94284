package dev.tensors.tsr.outdated;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.repositories.Repositories;
import dev.tensors.tsr.answers.repositories.RepositoryCache;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.VersionIds;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.huggingface.HuggingFace;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

public final class OutdatedCommand implements Command {

  private static final int SHOWN_DIGITS = 8;

  private boolean anyBase;
  private boolean refresh;
  private boolean paid;
  private boolean exitCode;
  private final WhereOption where;
  private final ServiceOptions service = new ServiceOptions();

  /** Whether a model failed, or a version is missing in what a download program gets. */
  private boolean incomplete;

  private final CommandContext context;

  public OutdatedCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "List linked files whose model has a newer version.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A version is newer if the creator lists it before yours, it is for the same base
            model, it can be downloaded, none of your files is linked to it, and tsr db ignore
            does not leave it out. A version that must be paid for, or is in early access, is
            left out, too. Of a file from Hugging Face, what is newer is another content at its
            path, at a newer commit of its branch.

            --format aria2 writes an input file for the download program aria2c: each new file
            goes into the folder of the old one, under a name that no file has. Your key is not
            in it. It has only addresses at CivitAI and Hugging Face that their own answers have
            told, and names of model files.

            --format ids writes the ids of the newer versions, one a line, for CivitAI's own
            downloader.
            """)
        .exitCodes(
            "1:there are outdated files (only with --exit-code)",
            "3:some models could not be refreshed, some versions are left out of what aria2 or "
                + "ids writes, or the result could not be written",
            ExitCode.SERVICE_HELP)
        .examples(
            "tsr db outdated --refresh", "tsr db outdated --format aria2 | aria2c --input-file=-")
        .options(where)
        .flag("--any-base", "Include newer versions for other base models.", on -> anyBase = on)
        .flag(
            "--refresh",
            """
            First refresh the models of your files from CivitAI, and warn of models that it no
            longer has; and the repositories of your files from Hugging Face.
            """,
            on -> refresh = on)
        .flag(
            "--paid",
            "Include versions that must be paid for, or are in early access.",
            on -> paid = on)
        .flag("--exit-code", "Exit with 1 if there are outdated files.", on -> exitCode = on)
        .options(service);
  }

  @Override
  public Set<FormatOption> extraFormats() {
    return Set.of(FormatOption.ARIA2, FormatOption.IDS);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    long found;
    List<Term> terms = where.terms();
    try (Database database =
        refresh ? context.catalogue().openForWriting() : context.catalogue().openForReading()) {
      SelectedFiles selected = where.in(database, terms);
      OutdatedFiles outdated = new OutdatedFiles(database, selected);
      if (refresh) {
        refresh(database, outdated, selected);
      }
      if (context.isFormat(FormatOption.ARIA2)) {
        found = downloads(outdated, database);
      } else if (context.isFormat(FormatOption.IDS)) {
        found = ids(outdated);
      } else {
        found = rows(outdated, where.asked(database, terms));
      }
      long ignored = outdated.countIgnored(anyBase, paid);
      if (ignored > 0) {
        context.messages().notice(leftOut(ignored));
      }
      long sold = paid ? 0 : outdated.countPaid(anyBase);
      if (sold > 0) {
        context.messages().notice(notFree(sold));
      }
      if (ignored == 0
          && sold == 0
          && found == 0
          && !selected.areNone()
          && !EmptyCatalogueNotice.print(
              context, database, EmptyCatalogueNotice.Wanted.FILES_LINKED_ANYWHERE)) {
        context
            .messages()
            .notice(
                refresh
                    ? "No file has a newer version."
                    : "No newer version is known; tsr db outdated --refresh looks for one.");
      }
    }
    if (incomplete) {
      return ExitCode.PARTIAL;
    }
    return exitCode && found > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** The notice that ignored versions are left out. */
  static String leftOut(long files) {
    return Counts.of(files, "outdated file is", "outdated files are")
        + " left out; see tsr db ignore --list";
  }

  private static String notFree(long files) {
    return Counts.of(files, "file has", "files have")
        + " a newer version that must be paid for, or is in early access; --paid shows it";
  }

  private long rows(OutdatedFiles outdated, AskedFields asked) {
    Predicate<Field> isShown = field -> anyBase || !field.equals(OutdatedFiles.LATEST_BASE);
    List<Column<FieldRow>> columns = FieldTable.columns(OutdatedFiles.FIELDS, isShown);
    try (Rows<FieldRow> rows =
        context.rows(
            context.format() == Format.TABLE ? asked.beside(forPeople(columns)) : columns)) {
      return each(outdated, rows::add);
    }
  }

  /** Both versions in one column; the model leads to the page of the newer one. */
  private static List<Column<FieldRow>> forPeople(List<Column<FieldRow>> columns) {
    List<Column<FieldRow>> shown = new ArrayList<>();
    for (Column<FieldRow> column : columns) {
      switch (column.key()) {
        case "model_name" ->
            shown.add(column.linked(file -> file.text(OutdatedFiles.PAGE_URL)).asEssential());
        case "version_name" ->
            shown.add(
                Column.of(column.key(), column.heading(), ValueKind.TEXT, OutdatedCommand::versions)
                    .asEssential());
        case "latest_version_name" -> {}
        default -> shown.add(column);
      }
    }
    return shown;
  }

  private static String versions(FieldRow file) {
    String own = file.text(OutdatedFiles.VERSION_NAME);
    String latest = file.text(OutdatedFiles.LATEST_NAME);
    return file.number(OutdatedFiles.LATEST_ID) == null
        ? start(own) + " -> " + start(latest)
        : own + " -> " + latest;
  }

  /** As many digits of a commit as programs show. */
  private static String start(@Nullable String commit) {
    String all = String.valueOf(commit);
    return all.substring(0, Math.min(SHOWN_DIGITS, all.length()));
  }

  private long downloads(OutdatedFiles outdated, Database database) {
    try (Aria2 aria2 = new Aria2(context, context.downloads(service), database)) {
      NewerDownloads downloads =
          new NewerDownloads(aria2, new UnreachableFolders(database), context.messages());
      long found = each(outdated, downloads::add);
      incomplete |= !downloads.finish();
      return found;
    }
  }

  private long ids(OutdatedFiles outdated) {
    DownloadAddress addresses = context.downloads(service);
    try (VersionIds ids = new VersionIds(context, addresses)) {
      long found =
          each(
              outdated,
              file ->
                  ids.add(
                      file.known(OutdatedFiles.FILE_PATH),
                      file.number(OutdatedFiles.MODEL_ID),
                      file.number(OutdatedFiles.LATEST_ID),
                      file.text(OutdatedFiles.DOWNLOAD_URL)));
      incomplete |= ids.hasLeftOut();
      return found;
    }
  }

  private long each(OutdatedFiles outdated, Consumer<FieldRow> consumer) {
    return outdated.each(anyBase, paid, OutdatedFiles.FIELDS, consumer);
  }

  private void refresh(Database database, OutdatedFiles outdated, SelectedFiles selected)
      throws InterruptedException {
    CachedModels models = new CachedModels(database);
    try (Civitai civitai = context.civitai(service)) {
      ModelCache cache = new ModelCache(civitai, models, context.clock());
      cache.cache(models.linked(selected.condition("f.id")), this::refreshed);
      refreshPrices(cache, outdated);
    }
    Repositories repositories = new Repositories(database);
    List<Repository> linked = repositories.linked(selected.condition("f.id"));
    if (!linked.isEmpty()) {
      refresh(repositories, linked);
    }
  }

  private void refresh(Repositories repositories, List<Repository> linked)
      throws InterruptedException {
    Optional<String> offline = context.reasonNotToAskHuggingFace();
    if (offline.isPresent()) {
      context.messages().notice(offline.get() + ".");
      return;
    }
    try (HuggingFace huggingFace = context.huggingFace()) {
      new RepositoryCache(huggingFace, repositories, context.clock())
          .cache(
              linked,
              outcome -> {
                if (outcome.failure() != null) {
                  fail(outcome.failure());
                }
              });
    }
  }

  private void refreshed(CacheOutcome outcome) {
    String failure = outcome.failure();
    if (failure != null) {
      fail(failure);
    }
    if (outcome instanceof CacheOutcome.Gone(long id, CachedModels.Extent extent, boolean isNews)
        && isNews) {
      context
          .messages()
          .warning(
              "CivitAI no longer has model %d (%s); its data is kept, and tsr db list --gone shows its files"
                  .formatted(id, extent.name()));
    }
  }

  private void fail(String message) {
    incomplete = true;
    context.messages().error(message);
  }

  /** Where a version turns out to be paid, an older one is offered, and its price asked, too. */
  private void refreshPrices(ModelCache cache, OutdatedFiles outdated) throws InterruptedException {
    Set<Long> asked = new HashSet<>();
    Map<Long, @Nullable String> offered = new LinkedHashMap<>();
    do {
      offered.clear();
      each(
          outdated,
          file -> {
            Long latest = file.number(OutdatedFiles.LATEST_ID);
            if (latest != null && asked.add(latest)) {
              offered.put(latest, file.text(OutdatedFiles.LATEST_SHA256));
            }
          });
      cache.refreshPrices(
          offered,
          (id, reason) ->
              fail("version %d: its price is not known: %s; try again".formatted(id, reason)));
    } while (!offered.isEmpty());
  }
}
