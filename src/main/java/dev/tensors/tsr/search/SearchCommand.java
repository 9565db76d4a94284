package dev.tensors.tsr.search;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.KindOptions;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.LimitOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Mark;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class SearchCommand implements Command {

  private static final List<Column<FoundModel>> COLUMNS =
      List.of(
          Column.of("civitai_id", "ID", ValueKind.ID, FoundModel::civitaiId),
          Column.of("name", "NAME", ValueKind.TEXT, FoundModel::name).linked(SearchCommand::page),
          Column.of("type", "TYPE", ValueKind.TEXT, FoundModel::type),
          Column.hidden("nsfw", ValueKind.TEXT, FoundModel::nsfw),
          Column.of("creator", "CREATOR", ValueKind.TEXT, FoundModel::creator),
          Column.of("base_model", "BASE", ValueKind.TEXT, FoundModel::baseModel),
          Column.of("latest_version", "LATEST", ValueKind.TEXT, FoundModel::latestVersion),
          Column.hidden("latest_version_id", ValueKind.ID, FoundModel::latestVersionId),
          Column.hidden("download_url", ValueKind.TEXT, FoundModel::downloadUrl),
          Column.of("download_count", "DOWNLOADS", ValueKind.NUMBER, FoundModel::downloadCount),
          Column.hidden("thumbs_up_count", ValueKind.NUMBER, FoundModel::thumbsUpCount),
          Column.hidden("tags", ValueKind.LIST, FoundModel::tags),
          Column.of("local_files", "FILES", ValueKind.PATH, FoundModel::localFiles),
          Column.hidden("page_url", ValueKind.TEXT, SearchCommand::page));

  private static final String NO_REPOSITORY =
      "No cached repository or model matches; tsr db cache hf:OWNER/REPO stores one, and tsr db"
          + " cache --suggested names some.";

  private static final int COMMIT_DIGITS = 8;

  private List<String> words = List.of();
  private final KindOptions kind = new KindOptions();
  private @Nullable String creator;
  private List<String> tags = List.of();
  private boolean sfw;
  private boolean have;
  private boolean missing;
  private final LimitOption limit = new LimitOption(20);

  private final CommandContext context;

  public SearchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Find models at CivitAI that are cached, whether you have a file of them or not.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            No network is asked. tsr db list lists your files; a sign before a model (✓) says
            that you have one.

            Finds models that match each TERM: words, also as parts of words, in their name,
            type, tags, creator, trigger words, base models, version names or file names, or in
            your notes about its files, with or without accents, or FIELD:VALUE. First comes the
            model that is called so, then names that begin so, then those with the words; of
            each the most downloaded. Without TERM: all models. Repositories at Hugging Face that
            are cached are among them only with source:huggingface, or named as hf:OWNER/REPO.
            """)
        .exitCodes(ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db search fog creator:tidewater not:type:checkpoint is:here",
            "tsr db search --have --sfw -j | jq -r '.[] | .name, .local_files[]'")
        .parameters(
            "[TERM...]",
            """
            Words, in any case and any script, or FIELD:VALUE, such as type:lora, is:paid,
            rating:>=4, published:>=30d; not: before it is the opposite.
            """,
            all -> words = all)
        .options(kind)
        .value(
            "--creator=NAME",
            "Only models of this creator.",
            KindOptions::name,
            value -> creator = value)
        .values(
            "--tag=TAG",
            "Only models with this tag. Repeat for several.",
            KindOptions::name,
            all -> tags = all)
        .flag("--sfw", "Only models that are safe for work.", on -> sfw = on)
        .flag("--have", "Only models of which you have a file.", on -> have = on)
        .flag("--missing", "Only models of which you have no file.", on -> missing = on)
        .options(limit);
  }

  @Override
  public ExitCode call() {
    if (have && missing) {
      throw new WrongUsage("--have and --missing exclude each other");
    }
    List<Term> terms = terms();
    try (Database database = context.catalogue().openForReading()) {
      long found = show(database, terms);
      if (found > 0) {
        kind.noticeUnknown(context, database);
      } else if (FoundRepositories.areAsked(terms)) {
        context.messages().notice(NO_REPOSITORY);
      } else if (context.messages().showsNotices()) {
        noticeNone(database, terms);
      }
      limit.noticeCut(context.messages(), found);
    }
    return ExitCode.DONE;
  }

  private void noticeNone(Database database, List<Term> terms) {
    String text = ModelSearch.words(terms);
    if (!EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.MODELS)) {
      kind.noticeUnknown(context, database);
      List<String> nearest = new ModelSearch(database).nearest(text);
      context
          .messages()
          .notice(
              nearest.isEmpty()
                  ? "No cached model matches; tsr db cache MODEL stores more."
                  : "No cached model matches %s: did you mean %s?"
                      .formatted(text, String.join(", ", nearest)));
    }
    noticeRepositories(database, terms);
    if (!text.isEmpty()) {
      noticeFiles(database);
    }
  }

  private void noticeRepositories(Database database, List<Term> terms) {
    long found = terms.isEmpty() ? 0 : new FoundRepositories(database).count(terms);
    if (found > 0) {
      context
          .messages()
          .notice(
              "%s: tsr db search source:huggingface %s"
                  .formatted(
                      Counts.of(
                          found,
                          "repository at Hugging Face matches",
                          "repositories at Hugging Face match"),
                      ShellPath.quoted(words)));
    }
  }

  /** The user's own files may have the words in their paths, or in notes on unlinked ones. */
  private void noticeFiles(Database database) {
    List<String> words =
        this.words.stream()
            .flatMap(word -> word.contains(":") ? Stream.of(word) : Stream.of(word.split("\\s+")))
            .filter(word -> !word.isEmpty())
            .toList();
    long files = FileFields.count(database, words);
    if (files > 0) {
      context
          .messages()
          .notice(
              "tsr db list %s finds %s."
                  .formatted(
                      ShellPath.quoted(words), Counts.of(files, "of your files", "of your files")));
    }
  }

  private static @Nullable String page(FoundModel model) {
    return model.civitaiId() == null
        ? Repository.page(model.name())
        : ModelPage.address(model.civitaiId(), Boolean.TRUE.equals(model.nsfw()));
  }

  private List<Column<FoundModel>> columns(Database database, List<AskedField> asked) {
    if (context.format() != Format.TABLE) {
      return COLUMNS;
    }
    UnreachableFolders folders = new UnreachableFolders(database);
    List<Column<FoundModel>> marked = new ArrayList<>();
    marked.add(Column.marks(model -> marks(model.localFiles(), folders)));
    for (Column<FoundModel> column : COLUMNS) {
      marked.add(
          column.key().equals("latest_version")
              ? Column.of(
                  column.key(), column.heading(), ValueKind.TEXT, SearchCommand::shownVersion)
              : column);
    }
    asked.forEach(field -> marked.add(field.column(asked.indexOf(field))));
    return marked;
  }

  /** Of a commit, as many digits as programs show. */
  private static @Nullable String shownVersion(FoundModel model) {
    String version = model.latestVersion();
    return version == null || model.civitaiId() != null || version.length() < COMMIT_DIGITS
        ? version
        : version.substring(0, COMMIT_DIGITS);
  }

  private static List<Mark> marks(List<String> files, UnreachableFolders folders) {
    if (files.isEmpty()) {
      return List.of();
    }
    return List.of(files.stream().allMatch(folders::hold) ? Mark.UNREACHABLE : Mark.HERE);
  }

  private long show(Database database, List<Term> terms) {
    List<AskedField> asked = context.format() == Format.TABLE ? AskedField.of(terms) : List.of();
    try (Rows<FoundModel> rows = context.rows(columns(database, asked))) {
      return new ModelSearch(database)
          .each(
              terms,
              limit.rows(),
              !context.format().isTabular(),
              asked,
              context.messages().showsNotices(),
              models -> {
                Interrupted.check();
                rows.addAll(models);
              });
    }
  }

  /** The terms, and those of which the options are other spellings. */
  private List<Term> terms() {
    try {
      List<Term> terms = ModelSearch.terms(words);
      terms.addAll(kind.terms(ModelFields.TABLE));
      if (creator != null) {
        terms.add(Term.ofValues(ModelFields.TABLE, "creator", List.of(creator), true));
      }
      tags.forEach(tag -> terms.add(Term.ofValues(ModelFields.TABLE, "tag", List.of(tag), true)));
      if (sfw) {
        terms.add(Term.ofNoState("mature"));
      }
      if (have) {
        terms.add(Term.ofState("here"));
      }
      if (missing) {
        terms.add(Term.ofNoState("here"));
      }
      Term.requireFew(terms);
      return terms;
    } catch (Term.Invalid e) {
      throw new WrongUsage(String.valueOf(e.getMessage()));
    }
  }
}
