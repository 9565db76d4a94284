package dev.tensors.tsr.list;

import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.KindOptions;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.RecordedDownloads;
import dev.tensors.tsr.cli.frame.UseNotice;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.LimitOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.NamedFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.search.ModelSearch;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.ShellPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public final class ListCommand implements Command {

  private static final Set<String> WITH_FAILED =
      Set.of("--failed", "--under", "--sort", "--reverse", "--fields", "--print0", "--limit");

  /** The term that is another spelling of --failed. */
  private static final String FAILED = "is:failed";

  private static final String NONE_FAILED =
      "No file has failed; tsr db scan FOLDER looks for new files. It tries what it may not read again"
          + " each time, so that is not listed.";

  private static final String NO_SUCH_FAILED =
      "No failed file matches; tsr db list --failed shows all of them.";

  private static final String NONE =
      "No file matches; tsr db list shows all files that are here, tsr db list --missing the others.";

  private static final String NONE_MISSING =
      "No missing file matches; tsr db list shows the files that are here.";

  private static final String NONE_LOST =
      "No missing file matches, so there is nothing to download; is:unreachable asks for files on a disk"
          + " that is not mounted.";

  private List<String> words = List.of();
  private final KindOptions kind = new KindOptions();
  private boolean unlinked;
  private boolean missing;
  private boolean failed;
  private boolean outdated;
  private boolean gone;
  private boolean unused;
  private boolean favourite;
  private List<String> tags = List.of();
  private @Nullable Path under;
  private String sort = "path";
  private boolean reversed;
  private List<String> keys = List.of();
  private boolean print0;
  private final LimitOption limit = new LimitOption(0);

  private Supplier<List<String>> givenOptions = List::of;
  private final CommandContext context;

  public ListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "List your files with their models: all, or those that match.";
  }

  @Override
  public void declare(Declaration command) {
    givenOptions = command::given;
    command
        .text(
            """
            tsr db search finds models at CivitAI that are cached, also those of which you have
            no file.

            A FIELD is of text: name, folder, path, type, base, model, version, creator, tag,
            word (trigger word), note, source, hash; a number: rating, size, rank, weight, uses
            (pictures of yours); or a day: added, modified, published, used. Or it is any key of
            the JSON.

            A VALUE is a part of the text, =TEXT the whole of it; A,B is any of them, none is
            unknown, any is known. Numbers and days are also compared: >=4, <500M, 3..5, 2026-03
            (that month), >=30d (the last 30 days). Quote > and < for the shell.

            is: asks for a state:\s"""
                + states()
                + """
            .

            licence: asks what the model's creator allows: images (to sell images), rent (to run
            it on paid services), rent-civitai, sell (the model), no-credit, merges, relicense
            (merges with other permissions). What CivitAI did not say allows nothing.

            Keys of the JSON, for --fields and --sort:\s"""
                + keys()
                + """
            .

            In a table a sign before the name marks a newer version (↑), a favourite (★), a file
            that is damaged or no model any more (✗), and one on a disk that is not mounted (○).

            --format aria2 writes an input file for the download program aria2c: the files that
            match and are missing, each in its folder, as far as CivitAI has them.
            """)
        .examples(
            "tsr db list type:lora base:sdxl 'rating:>=4' 'added:>=30d' is:unused",
            "tsr db list licence:images --fields name,licence,base_licence --format csv")
        .exitCodes(
            "3:some files are left out of what aria2 writes, or the result could not be written",
            "4:no such folder, with --under, or no such database",
            ExitCode.READING_INTERRUPTED_HELP)
        .parameters(
            "[TERM...]",
            """
            Only files that match: a text in their path, model, version, creator, tags, trigger
            words or note, or FIELD:VALUE, such as creator:tidewater, rating:>=4, is:unused;
            not: before it is the opposite. Of several, all must match.
            """,
            all -> words = all)
        .options(kind)
        .flag("--unlinked", "Only files that are not linked to CivitAI.", on -> unlinked = on)
        .flag("--missing", "Only missing files; otherwise they are left out.", on -> missing = on)
        .flag(
            "--failed",
            """
            List files that scan could not read as models, with the reason; each TERM is a part
            of path or reason. Allows only --under, and what orders and formats the result.
            """,
            on -> failed = on)
        .flag(
            "--outdated",
            """
            Only files whose model has a newer version for the same base model that is not
            ignored; see tsr db ignore.
            """,
            on -> outdated = on)
        .flag(
            "--gone", "Only files whose model or version is no longer at CivitAI.", on -> gone = on)
        .flag(
            "--unused",
            """
            Only files that none of your pictures and videos was made with, and no workflow loads;
            without workflows except for VAEs, text encoders and others that many pictures do not
            name; see tsr db images.
            """,
            on -> unused = on)
        .flag(
            "--favourite, --favorite",
            "Only your favourites; see tsr db note.",
            on -> favourite = on)
        .values(
            "--tag=TAG",
            "Only files with this tag, your own or the model's. Repeat for several.",
            KindOptions::name,
            all -> tags = all)
        .value("--under=PATH", "Only files below this folder.", Path::of, value -> under = value)
        .value(
            "--sort=KEY",
            """
            Sort by a field: texts from A, such as name and path; numbers from the largest, such
            as size, rating and uses; days from the latest, such as date (modified), added and
            used. Unknown ones are last. Default: path.
            """,
            KindOptions::name,
            value -> sort = value)
        .flag("--reverse", "Sort the other way round; unknown ones stay last.", on -> reversed = on)
        .commaSeparated(
            "--fields=KEY",
            """
            Show these keys of the JSON, each once, in this order, in any format, such as csv for
            a spreadsheet. Also states: the words of is: that hold.
            """,
            KindOptions::name,
            all -> keys = all)
        .flag(
            "--print0",
            "Print the paths alone, each ended by NUL, for xargs -0.",
            on -> print0 = on)
        .options(limit);
  }

  private static String states() {
    return FileFields.TABLE.states().keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static String keys() {
    return FileFields.TABLE.listed().stream().map(Field::key).collect(Collectors.joining(", "));
  }

  @Override
  public ExitCode call() {
    if (words.contains(FAILED)) {
      failed = true;
      words = words.stream().filter(word -> !word.equals(FAILED)).toList();
    }
    FieldTable table = failed ? FileFields.failed() : FileFields.TABLE;
    List<Term> terms = terms(table);
    Field sort = sort(table);
    List<Field> chosen = chosen(table);
    if (failed) {
      refuseOtherOptions();
    }
    boolean downloads = context.isFormat(FormatOption.ARIA2);
    if (downloads && (failed || print0 || !chosen.isEmpty())) {
      throw new WrongUsage(
          "--format aria2 has lines of its own; leave out --failed, --print0 and --fields");
    }
    if (print0 && (context.chosenFormat().isPresent() || !chosen.isEmpty())) {
      throw new WrongUsage(
          "--print0 is a format of its own; leave out --format, --json and --fields");
    }
    try (Database database = context.catalogue().openForReading()) {
      if (downloads) {
        return download(database, terms, sort);
      }
      return failed
          ? listFailed(database, table, terms, sort, chosen)
          : listFiles(database, terms, sort, chosen);
    }
  }

  @Override
  public Set<FormatOption> extraFormats() {
    return Set.of(FormatOption.ARIA2);
  }

  /** What was lost, as far as no copy of it is here. */
  private ExitCode download(Database database, List<Term> terms, Field sort) {
    LostDownloads.require(terms);
    List<Term> ofCopies = new ArrayList<>(terms);
    ofCopies.add(Term.ofState("copy"));
    terms.add(Term.ofNoState("copy"));
    try (Aria2 aria2 = new Aria2(context, context.downloads(new ServiceOptions()), database)) {
      LostDownloads lost = new LostDownloads(aria2, context.messages());
      FieldQuery.Totals found =
          new FieldQuery(FileFields.TABLE, RecordedDownloads.FIELDS)
              .where(terms)
              .sortedBy(sort, reversed)
              .limit(limit.rows())
              .totalling(FileFields.SIZE)
              .each(
                  database,
                  files -> {
                    Interrupted.check();
                    files.forEach(lost::add);
                  });
      long copies = new FieldQuery(FileFields.TABLE, List.of()).where(ofCopies).count(database);
      if (copies > 0) {
        context
            .messages()
            .notice(
                Counts.of(copies, "file is", "files are")
                    + " left out, since another file here has the content");
      }
      if (found.rows() > 0) {
        context.messages().notice(sum(found));
      } else if (copies == 0) {
        context.messages().notice(NONE_LOST);
      }
      return aria2.hasLeftOut() ? ExitCode.PARTIAL : ExitCode.DONE;
    }
  }

  private ExitCode listFiles(Database database, List<Term> terms, Field sort, List<Field> chosen) {
    FieldTable table = FileFields.TABLE;
    boolean asksForMissing = SelectedFiles.askForMissing(terms);
    if (!asksForMissing) {
      terms.add(Term.ofNoState("missing"));
    }
    boolean asksForUse = terms.stream().anyMatch(term -> term.isAboutState("unused"));
    long found = show(database, table, terms, sort, chosen, asksForMissing);
    FileUses uses = new FileUses(database);
    if (asksForUse || sort.equals(FileFields.LAST_USED_AT)) {
      context.messages().notice(UseNotice.of(uses, asksForUse));
    }
    if (found > 0 || asksForUse && !uses.isKnown()) {
      KindOptions.noticeUnknown(context, database, terms);
    } else if (!EmptyCatalogueNotice.print(context, database, wanted(terms))) {
      KindOptions.noticeUnknown(context, database, terms);
      context.messages().notice(asksForMissing ? NONE_MISSING : none(database, terms));
      noticeModels(database);
    }
    return ExitCode.DONE;
  }

  private void refuseOtherOptions() {
    for (String option : givenOptions.get()) {
      if (!WITH_FAILED.contains(option)) {
        throw new WrongUsage("--failed and " + option + " exclude each other");
      }
    }
  }

  private ExitCode listFailed(
      Database database, FieldTable table, List<Term> terms, Field sort, List<Field> chosen) {
    long found = show(database, table, terms, sort, chosen, false);
    if (found == 0
        && !EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.FILES)) {
      context.messages().notice(words.isEmpty() && under == null ? NONE_FAILED : NO_SUCH_FAILED);
    }
    return ExitCode.DONE;
  }

  /** What to try where no file matches: the words may be misspelt. */
  private String none(Database database, List<Term> terms) {
    String text =
        terms.stream()
            .filter(term -> !term.not() && term.isOfAnyText())
            .flatMap(term -> term.texts().stream())
            .collect(Collectors.joining(" "));
    if (text.isEmpty() || !context.messages().showsNotices()) {
      return NONE;
    }
    String part = Folding.ofName(text);
    List<String> nearest =
        new NamedFiles(database)
            .nearest(text).stream() // what has the words matches no other option
                .filter(name -> !Folding.ofName(name).contains(part))
                .toList();
    return nearest.isEmpty()
        ? NONE
        : "No file matches %s: did you mean %s?".formatted(text, String.join(", ", nearest));
  }

  /** The words may be those of a model of which the user has no file. */
  private void noticeModels(Database database) {
    if (words.isEmpty() || !context.messages().showsNotices()) {
      return;
    }
    long models = new ModelSearch(database).count(words);
    if (models > 0) {
      context
          .messages()
          .notice(
              "tsr db search %s finds %s."
                  .formatted(
                      ShellPath.quoted(words), Counts.of(models, "cached model", "cached models")));
    }
  }

  private List<Term> terms(FieldTable table) {
    List<Term> terms;
    try {
      terms = Term.ofAll(words, table, context.home());
      if (under != null) {
        terms.add(Term.ofValues(table, "folder", List.of(real(under)), false));
      }
      if (!failed) {
        terms.addAll(options(table));
      }
      if (terms.stream().anyMatch(term -> term.isAboutState("failed"))) {
        throw new WrongUsage(
            "failed files are listed alone; write is:failed without not: and other states");
      }
      Term.requireFew(terms);
    } catch (Term.Invalid e) {
      throw new WrongUsage(String.valueOf(e.getMessage()));
    }
    return terms;
  }

  /** The options that are older spellings of terms. */
  private List<Term> options(FieldTable table) {
    List<Term> terms = kind.terms(table);
    tags.forEach(tag -> terms.add(Term.ofValues(table, "tag", List.of(tag), true)));
    Map<String, Boolean> states = new LinkedHashMap<>();
    states.put("unlinked", unlinked);
    states.put("missing", missing);
    states.put("outdated", outdated);
    states.put("gone", gone);
    states.put("unused", unused);
    states.put("favourite", favourite);
    states.entrySet().stream()
        .filter(Map.Entry::getValue)
        .forEach(entry -> terms.add(Term.ofState(entry.getKey())));
    return terms;
  }

  private Field sort(FieldTable table) {
    try {
      return table.sortField(sort);
    } catch (Term.Invalid e) {
      throw new WrongUsage("--sort: " + e.getMessage());
    }
  }

  /** The fields that the user chose; empty if the format chooses. */
  private List<Field> chosen(FieldTable table) {
    try {
      return table.fields(keys).stream().map(Field::withHeading).toList();
    } catch (Term.Invalid e) {
      throw new WrongUsage("--fields: " + e.getMessage());
    }
  }

  private long show(
      Database database,
      FieldTable table,
      List<Term> terms,
      Field sort,
      List<Field> chosen,
      boolean missing) {
    Predicate<Field> isShown =
        field -> !chosen.isEmpty() || missing || !field.equals(FileFields.MISSING_SINCE);
    ShownFileNotices notices = new ShownFileNotices(database);
    boolean isTable = !print0 && context.format() == Format.TABLE;
    List<Field> fields = fields(table, chosen, isShown);
    if (!print0 && context.format().isJson()) {
      fields = FieldTable.joined(fields);
    }
    List<Field> read = new ArrayList<>(fields);
    boolean asksPaths = !failed && (isTable || notices.knowsRefused());
    if (asksPaths && !fields.contains(FileFields.FILE_PATH)) {
      read.add(FileFields.FILE_PATH);
    }
    List<Column<FieldRow>> columns = FieldTable.columns(fields, isShown);
    if (isTable) {
      boolean isMarked = !failed && chosen.isEmpty();
      FileTable shown = new FileTable(fields, isMarked ? notices : null);
      if (chosen.isEmpty()) {
        shown.showAsked(terms, sort);
      } else {
        shown.keepAll();
      }
      read = shown.read();
      columns = shown.columns();
    }
    FieldQuery query =
        new FieldQuery(table, read).where(terms).sortedBy(sort, reversed).limit(limit.rows());
    if (context.messages().showsNotices()) {
      query.totalling(FileFields.SIZE);
    }
    FieldQuery.Totals found;
    // The condition of is:here has looked at the folders, and leaves these files out.
    boolean mayBeUnreachable =
        isTable && !missing && terms.stream().noneMatch(term -> term.isState("here"));
    try (Rows<FieldRow> rows = rows(columns)) {
      found =
          query.each(
              database,
              files -> {
                Interrupted.check();
                for (FieldRow file : asksPaths ? files : List.<FieldRow>of()) {
                  notices.add(file.known(FileFields.FILE_PATH), mayBeUnreachable);
                }
                rows.addAll(files);
              });
      if (mayBeUnreachable && !failed && !limit.cut(found.rows()).isEmpty()) {
        notices.addCut(
            folder ->
                new FieldQuery(table, List.of())
                    .where(terms)
                    .where(List.of(Term.ofValues(table, "folder", List.of(folder), false)))
                    .count(database));
      }
    } finally {
      notices.print(context.messages());
    }
    if (found.rows() == 0 && under != null && Files.notExists(under)) {
      throw new NotFound(under + ": no such folder; check the path, or see tsr db list --missing");
    }
    if (found.rows() > 0) {
      context.messages().notice(sum(found));
    }
    return found.rows();
  }

  private String sum(FieldQuery.Totals found) {
    return Counts.of(found.rows(), "file", "files")
        + ", "
        + ByteCount.human(found.sum())
        + limit.cut(found.rows());
  }

  private List<Field> fields(FieldTable table, List<Field> chosen, Predicate<Field> isShown) {
    if (print0) {
      return List.of(FileFields.FILE_PATH);
    }
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return context.format().isTabular() ? table.shown(isShown) : table.listed();
  }

  private Rows<FieldRow> rows(List<Column<FieldRow>> columns) {
    return print0
        ? Rows.ofParts(context.paths(), file -> List.of(file.known(FileFields.FILE_PATH)))
        : context.rows(columns);
  }

  /** Newer versions, and what CivitAI no longer has, are known of linked files only. */
  private static EmptyCatalogueNotice.Wanted wanted(List<Term> terms) {
    return terms.stream()
            .anyMatch(term -> term.isAboutState("outdated") || term.isAboutState("gone"))
        ? EmptyCatalogueNotice.Wanted.FILES_LINKED_ANYWHERE
        : EmptyCatalogueNotice.Wanted.FILES;
  }

  /** The path as scan records it. A folder that no longer exists may have been recorded. */
  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize().toString();
    }
  }
}
