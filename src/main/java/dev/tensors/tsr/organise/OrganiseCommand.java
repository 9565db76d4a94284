package dev.tensors.tsr.organise;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.EnumValue;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WholeNumber;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.organise.OrganiseReport.Task;
import dev.tensors.tsr.organise.moves.MoveRun;
import dev.tensors.tsr.organise.moves.MoveRun.Item;
import dev.tensors.tsr.organise.moves.MoveRun.Unit;
import dev.tensors.tsr.organise.moves.Moves;
import dev.tensors.tsr.organise.moves.Organising;
import dev.tensors.tsr.organise.moves.Recovery;
import dev.tensors.tsr.organise.moves.RunLock;
import dev.tensors.tsr.organise.moves.Undo;
import dev.tensors.tsr.organise.plan.Plan;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.organise.plan.Planner;
import dev.tensors.tsr.organise.plan.TargetFolders;
import dev.tensors.tsr.organise.plan.Template;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

public final class OrganiseCommand implements Command {

  private static final String LAST = "last";

  private @Nullable Layout layout;
  private @Nullable String template;
  private @Nullable Path into;
  private @Nullable Path links;
  private @Nullable String undo;
  private boolean does;
  private boolean dryRun;
  private boolean check;
  private boolean exitCode;
  private boolean yaml;
  private final WhereOption where;

  private final CommandContext context;
  private final boolean isHidden;

  public OrganiseCommand(CommandContext context) {
    this(context, false);
  }

  private OrganiseCommand(CommandContext context, boolean isHidden) {
    this.context = context;
    this.where = new WhereOption(context);
    this.isHidden = isHidden;
  }

  /** The command under its American name, which help does not list. */
  public static OrganiseCommand organize(CommandContext context) {
    return new OrganiseCommand(context, true);
  }

  @Override
  public String summary() {
    return "Move files to where they belong, and take it back.";
  }

  @Override
  public void declare(Declaration command) {
    if (isHidden) {
      command.hidden();
    }
    command
        .text(
            """
            Prints a plan: each file goes into the folder in which a program looks for models of
            its type, as its tensors show it. --do moves the files, with the sidecars and
            pictures that have their names. Nothing is ever replaced, what is in its way stays
            where it is, and --undo takes the last run back.

            A template makes folders below that of the type, of the fields of tsr db list and
            {file}, the name without its ending: '{base}/{creator|unknown}/'. What is behind the
            last slash is a new name: '{base}/{model}-{version}'. {FIELD|TEXT} has a text for
            what is not known; a file of which a field is not known otherwise stays.
            """)
        .exitCodes(
            "1:files lie in a wrong folder (only with --check --exit-code)",
            "2:wrong usage, or the folder of --links is in use for something else",
            "3:with --do or --undo, some files were refused, each named on stderr; or the "
                + "result could not be written",
            "4:no such folder, run or database",
            "6:another tsr db organise is moving files; or the database could not be used: locked, "
                + "damaged, not a catalogue, or from a newer tsr")
        .examples(
            "tsr db organise --layout comfyui --into ~/ComfyUI --template '{base}/'",
            "tsr db organise --undo")
        .value(
            "--layout=PROGRAM",
            """
            The program whose folders are meant: comfyui, a1111, forge, swarmui, sdnext,
            stability-matrix, fooocus.
            """,
            new EnumValue<>(Layout.class),
            value -> layout = value)
        .value(
            "--template=TEMPLATE",
            "Folders below that of the type, and perhaps a new name.",
            text -> {
              Template.of(text);
              return text;
            },
            value -> template = value)
        .value(
            "--into=ROOT",
            """
            The program's own folder, of StabilityMatrix that which holds Data. Without --layout:
            a folder of models, whose folders are called as ComfyUI's.
            """,
            Path::of,
            value -> into = value)
        .options(where)
        .flag("--do", "Do it; otherwise nothing is changed.", on -> does = on)
        .optionalValue(
            "--undo=RUN",
            LAST,
            "Take a run back: that with this number, else the last one.",
            word ->
                word.equals(LAST)
                    ? word
                    : WholeNumber.from(1, Integer.MAX_VALUE).apply(word).toString(),
            value -> undo = value)
        .flag("--dry-run", "With --undo: only show what would be done.", on -> dryRun = on)
        .flag(
            "--check",
            """
            Only files that lie in the folder of another type: of any program, or of that of
            --layout. With --into, --do moves them.
            """,
            on -> check = on)
        .flag("--exit-code", "With --check: exit with 1 if there are such.", on -> exitCode = on)
        .value(
            "--links=DEST",
            """
            In DEST, make symlinks to all files in place of moving them. DEST is a new folder, or
            one made by this option, which then is brought up to date.
            """,
            Path::of,
            value -> links = value)
        .flag(
            "--yaml",
            """
            Print the extra_model_paths.yaml by which ComfyUI finds the models there, in place of
            the plan.
            """,
            on -> yaml = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    checkOptions();
    List<Term> terms = where.terms();
    String run = undo;
    if (run != null) {
      return undo(run);
    }
    Planner.Request request = request();
    if (yaml) {
      print(ComfyPaths.yaml(request.layout(), String.valueOf(request.models())));
      if (!does) {
        return ExitCode.DONE;
      }
    }
    try (Database database =
        does && links == null
            ? context.catalogue().openForWriting()
            : context.catalogue().openForReading()) {
      if (does && links == null && Files.exists(database.file())) {
        return locked(database, () -> move(database, request, terms));
      }
      return show(database, request, terms);
    }
  }

  private void checkOptions() {
    if (undo != null) {
      refuse(
          layout != null || template != null || into != null || links != null,
          "--undo takes back what a run did, and has no other options than --dry-run");
      refuse(
          does || check || yaml || where.isGiven(),
          "--undo takes back all of a run, at once; --dry-run shows it");
    }
    refuse(undo == null && dryRun, "--dry-run is for --undo; without --do nothing is changed");
    refuse(exitCode && !check, "--exit-code is for --check");
    refuse(
        links != null && into != null,
        "--links and --into exclude each other: the links are made below the folder of --links");
    refuse(check && links != null, "--check and --links exclude each other");
    refuse(check && yaml, "--check and --yaml exclude each other");
    refuse(
        check && does && into == null,
        "--check --do moves the files that lie wrong: name the program's folder with --into");
    refuse(check && into == null && template != null, "--template needs --into with --check");
    refuse(
        check && into != null && layout == null && template == null,
        "--into needs --layout or --template");
    if (undo == null && !check) {
      refuse(
          layout == null && template == null,
          "name the program with --layout, or the folders with --template, or both");
      refuse(
          into == null && links == null,
          "name the folder of the program with --into, or one for symlinks with --links");
    }
    refuse(
        yaml && does && links == null,
        "--yaml prints a list of folders, and moves nothing; leave out --do, or name --links");
    refuse(
        yaml && context.chosenFormat().isPresent(),
        "--yaml is a format of its own; leave out --format and --json");
  }

  private static void refuse(boolean isWrong, String why) {
    if (isWrong) {
      throw new WrongUsage(why);
    }
  }

  private Planner.Request request() {
    Layout known = layout == null ? Layout.COMFYUI : layout;
    Template folders = template == null ? Template.NONE : Template.of(template);
    Path root = links == null ? into == null ? null : root(into) : newFolder(links);
    Path models =
        root == null || layout == null
            ? root
            : new TargetFolders().of(root.resolve(known.models())).path();
    if (root != null && models != null && links == null && layout != null) {
      checkRoot(root, models, known);
    }
    return new Planner.Request(known, layout != null, models, folders, links != null, check);
  }

  private static Path root(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) {
      throw new NotFound(folder + ": no such folder; create it, or check the path after --into");
    }
    throw new NotFound(folder + ": is a file; name the folder of the program after --into");
  }

  private static Path newFolder(Path folder) {
    return new TargetFolders().of(folder.toAbsolutePath().normalize()).path();
  }

  /** A user may name the folder of models in place of the one above it. */
  private static void checkRoot(Path root, Path models, Layout layout) {
    if (!Files.exists(models)
        && layout.folders().stream()
            .anyMatch(name -> !name.startsWith("..") && Files.isDirectory(root.resolve(name)))) {
      throw new WrongUsage(
          "%s has no folder %s, but folders of models itself; name the folder above it with --into"
              .formatted(root, layout.models()));
    }
  }

  private void print(String text) {
    try {
      context.terminal().out().append(text).flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private interface Work {
    ExitCode run() throws InterruptedException;
  }

  private ExitCode locked(Database database, Work work) throws InterruptedException {
    Optional<RunLock> taken;
    try {
      taken = RunLock.take(database.file());
    } catch (IOException e) {
      throw new DatabaseUnusable(
          database.file(),
          "its lock %s-organise cannot be written (%s); check its permissions and those of its folder"
              .formatted(database.file().getFileName(), ReadFailure.of(e)));
    }
    if (taken.isEmpty()) {
      throw new DatabaseUnusable(
          database.file(), "another tsr db organise is moving files; wait until it has ended");
    }
    try (RunLock _ = taken.get()) {
      return work.run();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ExitCode move(Database database, Planner.Request request, List<Term> terms)
      throws InterruptedException {
    try (OrganiseReport report = new OrganiseReport(context, database, Task.MOVE, true)) {
      report.recovered(Recovery.run(database));
      Plan plan = Planner.of(database, request, terms);
      noticeNone(database, terms, plan);
      Path models = request.models();
      report.symlinks(plan.symlinks());
      if (models != null) {
        Organising.run(database, plan, request.layout(), models, report);
      }
      if (check && exitCode && report.hasAny()) {
        report.findsSome();
      }
      return report.exitCode();
    }
  }

  private ExitCode show(Database database, Planner.Request request, List<Term> terms) {
    Task task = check ? Task.CHECK : links == null ? Task.PLAN : does ? Task.LINK : Task.SHOW_LINKS;
    LinkTree tree = links == null ? null : LinkTree.at(newFolder(links));
    try (OrganiseReport report = new OrganiseReport(context, database, task, !yaml)) {
      Plan plan = Planner.of(database, request, terms);
      noticeNone(database, terms, plan);
      if (tree == null) {
        report.symlinks(plan.symlinks());
        plan.each(report::done);
      } else {
        link(plan, tree, report);
      }
      if (check && exitCode && report.hasAny()) {
        report.findsSome();
      }
      if (!new Moves(database).unended().isEmpty()) {
        report.unended();
      }
      return report.exitCode();
    } catch (IOException e) {
      throw new NotFound(links + ": no links can be made there (" + ReadFailure.of(e) + ")");
    }
  }

  private void link(Plan plan, LinkTree tree, OrganiseReport report) throws IOException {
    tree.want(plan);
    report.unwanted(tree.unwanted());
    if (does) {
      tree.begin();
      plan.each(file -> report.done(file.status() == Status.MOVE ? tree.link(file) : file));
      tree.end();
    } else {
      plan.each(file -> report.done(file.status() == Status.MOVE ? tree.look(file) : file));
    }
  }

  private void noticeNone(Database database, List<Term> terms, Plan plan) {
    if (check
        || !plan.isEmpty()
        || EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.FILES)) {
      return;
    }
    if (where.isGiven()) {
      where.noticeNone(database, terms);
    } else {
      context
          .messages()
          .notice("No file is here; tsr db list --missing shows those that are gone.");
    }
  }

  private ExitCode undo(String word) throws InterruptedException {
    try (Database database =
        dryRun ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      if (dryRun || Files.notExists(database.file())) {
        return undo(database, word, Task.SHOW_UNDO);
      }
      return locked(database, () -> undo(database, word, Task.UNDO));
    }
  }

  private ExitCode undo(Database database, String word, Task task) throws InterruptedException {
    Moves moves = new Moves(database);
    if (!word.equals(LAST) && !moves.has(Long.parseLong(word))) {
      throw new NotFound("run " + word + ": no such run of tsr db organise");
    }
    try (OrganiseReport report = new OrganiseReport(context, database, task, true)) {
      if (task == Task.UNDO) {
        report.recovered(Recovery.run(database));
      }
      OptionalLong run =
          word.equals(LAST)
              ? moves.lastToUndo(Long.MAX_VALUE)
              : OptionalLong.of(Long.parseLong(word));
      if (run.isEmpty()) {
        report.hasNoRun();
        return report.exitCode();
      }
      Undo undo =
          new Undo(database, run.getAsLong(), new UndoListener(report, task, new TargetFolders()));
      if (task == Task.UNDO) {
        undo.run();
        Optional.ofNullable(undo.number()).ifPresent(report::ended);
      } else {
        undo.show();
      }
      if (word.equals(LAST) && undo.isAllRefused()) {
        moves.lastToUndo(run.getAsLong()).ifPresent(report::before);
      }
      return report.exitCode();
    }
  }

  /** Tells of the models of each unit. */
  private record UndoListener(OrganiseReport report, Task task, TargetFolders folders)
      implements MoveRun.Listener {

    @Override
    public void moved(Unit unit, @Nullable String refusal) {
      List<String> beside =
          unit.items().stream()
              .filter(Item::beside)
              .map(item -> item.from().getFileName().toString())
              .toList();
      for (int i = 0; i < unit.items().size(); i++) {
        Item item = unit.items().get(i);
        if (!item.beside() || i == 0) {
          LocalFile file = unit.files().get(i);
          report.done(
              new PlannedFile(
                  0,
                  unit.part(),
                  null,
                  item.from().toString(),
                  item.to().toString(),
                  beside,
                  refusal != null
                      ? Status.REFUSED
                      : task == Task.UNDO ? Status.UNDONE : Status.MOVE,
                  refusal,
                  file == null ? 0 : file.stamp().sizeBytes(),
                  isToOtherDisk(item)));
        }
      }
    }

    private boolean isToOtherDisk(Item item) {
      String from = device(item.from());
      String to = device(item.to());
      return !from.isEmpty() && !to.isEmpty() && !from.equals(to);
    }

    private String device(Path file) {
      Path folder = file.getParent();
      return folder == null ? "" : folders.of(folder).device();
    }

    @Override
    public void copied(long bytes) {
      report.copied(bytes);
    }
  }
}
