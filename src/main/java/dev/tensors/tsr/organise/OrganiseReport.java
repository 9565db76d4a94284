package dev.tensors.tsr.organise;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.organise.moves.MoveRun.Item;
import dev.tensors.tsr.organise.moves.MoveRun.Unit;
import dev.tensors.tsr.organise.moves.Organising;
import dev.tensors.tsr.organise.moves.Recovery;
import dev.tensors.tsr.organise.plan.Plan.PlannedFile;
import dev.tensors.tsr.organise.plan.Plan.Status;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Shows a plan, or what came of it: on a terminal as a tree of the folders into which files go, and
 * then what stays where it is.
 */
final class OrganiseReport extends Run<PlannedFile> implements Organising.Listener {

  /** What the command does. */
  enum Task {
    PLAN,
    MOVE,
    SHOW_LINKS,
    LINK,
    CHECK,
    SHOW_UNDO,
    UNDO;

    boolean changesNothing() {
      return this == PLAN || this == SHOW_LINKS || this == CHECK || this == SHOW_UNDO;
    }
  }

  private static final int MOST_NAMED = 20;

  private static final List<Column<PlannedFile>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, PlannedFile::path),
          Column.of("new_path", "NEW PATH", ValueKind.PATH, PlannedFile::newPath),
          Column.hidden("beside", ValueKind.LIST, OrganiseReport::beside),
          Column.<PlannedFile>of("status", "STATUS", ValueKind.TEXT, file -> word(file.status()))
              .styled(file -> style(file.status()))
              .asEssential(),
          Column.of("reason", "REASON", ValueKind.TEXT, PlannedFile::reason));

  private static Rows<PlannedFile> rows(CommandContext context) {
    boolean isTree = context.format() == Format.TABLE && context.terminal().outIsTerminal();
    return isTree ? new PlanTree(context) : tabular(context, rows(context, COLUMNS));
  }

  /** Tables and TSV leave out what is in its place. */
  private static Rows<PlannedFile> tabular(CommandContext context, Rows<PlannedFile> rows) {
    return context.format().isTabular()
        ? Rows.ofParts(rows, file -> file.status() == Status.IN_PLACE ? List.of() : List.of(file))
        : rows;
  }

  private final UnreachableFolders folders;
  private final Task task;
  private final Tally<Status> counts = new Tally<>(Status.class);
  private final List<String> stale = new ArrayList<>();
  private List<String> symlinks = List.of();
  private List<String> unwanted = List.of();
  private boolean isWithoutRun;
  private long run;
  private long before;
  private long bytes;
  private long copied;

  /**
   * @param withRows whether stdout has the result
   */
  OrganiseReport(CommandContext context, Database database, Task task, boolean withRows) {
    super(context, "Copying", Progress.Unit.BYTES, withRows ? rows(context) : null);
    this.folders = new UnreachableFolders(database);
    this.task = task;
  }

  private static List<String> beside(PlannedFile file) {
    String folder = PathNames.HERE.folder(file.path());
    return file.beside().stream().map(folder::concat).toList();
  }

  static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static CellStyle style(Status status) {
    return switch (status) {
      case MOVED, LINKED, UNDONE -> CellStyle.GOOD;
      case REFUSED -> CellStyle.BAD;
      case MOVE, LINK, IN_PLACE, STAYS -> CellStyle.PLAIN;
    };
  }

  @Override
  public void done(PlannedFile file) {
    counts.add(file.status());
    if (file.status() != Status.STAYS && file.status() != Status.REFUSED) {
      bytes += file.status() == Status.IN_PLACE ? 0 : file.sizeBytes();
      copied += file.isToOtherDisk() && task.changesNothing() ? file.sizeBytes() : 0;
    }
    if (file.status() == Status.REFUSED && !task.changesNothing()) {
      Unreachable folder = folders.above(file.path());
      String reason = String.valueOf(file.reason());
      if (folder != null) {
        unreachable(folder);
      } else {
        failed(reason.startsWith(file.path() + " ") ? reason : file.path() + ": " + reason);
      }
    }
    row(file);
  }

  @Override
  public void moved(Unit unit) {
    Item model = unit.items().getFirst();
    for (Item item : unit.items()) {
      if (item.beside() && StaleNames.isIn(item.to(), model.from(), model.to())) {
        stale.add(item.to().toString());
      }
    }
  }

  @Override
  public void copied(long count) {
    copied += count;
    read(count);
  }

  /** Tells of a run that was killed, and is at its end now. */
  void recovered(Recovery.Found found) {
    if (found.finished() > 0) {
      notice(
          "An earlier run was killed: "
              + Counts.of(found.finished(), "file that it had", "files that it had")
              + " in hand "
              + (found.finished() == 1 ? "is" : "are")
              + " now moved");
    }
    found.problems().forEach(this::failed);
  }

  /** Remembers the links that are, or would be, removed. */
  void unwanted(List<Path> links) {
    unwanted = links.stream().map(Path::toString).toList();
  }

  /** Remembers symlinks that lead to files that are, or would be, moved. */
  void symlinks(List<String> links) {
    symlinks = links;
  }

  /** Tells of a run that has not ended. */
  void unended() {
    notice("A run is under way, or was killed: the next --do or --undo brings it to its end.");
  }

  /** A check found files in a wrong folder. */
  void findsSome() {
    ends(ExitCode.FOUND);
  }

  boolean hasAny() {
    return !counts.isEmpty();
  }

  @Override
  protected void ending() {
    names(unwanted, MOST_NAMED, "A link is no longer wanted:", "%,d links are no longer wanted:");
    StringJoiner sum = new StringJoiner(", ");
    add(sum, Status.IN_PLACE, "in place");
    add(sum, Status.MOVE, "to move");
    add(sum, Status.MOVED, "moved");
    add(sum, Status.LINK, "to link");
    add(sum, Status.LINKED, "linked");
    add(sum, Status.UNDONE, "moved back");
    add(sum, Status.STAYS, stay());
    add(sum, Status.REFUSED, "refused");
    if (!unwanted.isEmpty()) {
      sum.add(
          Counts.of(unwanted.size(), "link", "links")
              + (task == Task.LINK ? " removed" : " to remove"));
    }
    String said = sum.length() == 0 ? none() : sum.toString();
    if (!said.isEmpty()) {
      notice(said);
    }
    boolean isAnyToDo =
        counts.of(Status.MOVE) + counts.of(Status.LINK) > 0
            || task == Task.SHOW_LINKS && !unwanted.isEmpty();
    if (isAnyToDo) {
      notice(
          task == Task.SHOW_UNDO
              ? "Nothing was moved: without --dry-run it is."
              : "Nothing was changed: --do does it.");
    }
    if (before > 0) {
      notice("tsr db organise --undo=%d takes the run before it back.".formatted(before));
    }
    if (task == Task.MOVE) {
      names(
          symlinks.stream().filter(link -> !Files.exists(Path.of(link))).toList(),
          MOST_NAMED,
          "A symlink led to a file that was moved; make it anew, or delete it:",
          "%,d symlinks led to files that were moved; make them anew, or delete them:");
    } else {
      names(
          symlinks,
          MOST_NAMED,
          "A symlink leads to a file that would move, and then nowhere:",
          "%,d symlinks lead to files that would move, and then nowhere:");
    }
    names(
        stale,
        Integer.MAX_VALUE,
        "A file names its model by its old path, and was left as it is:",
        "%,d files name their models by their old paths, and were left as they are:");
    if (counts.of(Status.UNDONE) > 0) {
      notice("This was run %1$d; tsr db organise --undo=%1$d moves them again.".formatted(run));
    }
    if (counts.of(Status.MOVED) > 0) {
      notice("This was run %d; tsr db organise --undo takes it back.".formatted(run));
    }
  }

  /** What is said of no file; of a plan, the command has said why it has none. */
  private String none() {
    return switch (task) {
      case CHECK -> "no file lies in a wrong folder";
      case UNDO, SHOW_UNDO ->
          isWithoutRun
              ? "No run of tsr db organise is left to take back."
              : "no file of the run is left to move back";
      case PLAN, MOVE, SHOW_LINKS, LINK -> "";
    };
  }

  /** No run is left to take back. */
  void hasNoRun() {
    isWithoutRun = true;
  }

  /** Remembers the number of the run before one that cannot be taken back. */
  void before(long number) {
    before = number;
  }

  /** Remembers the number of the run, which ends the messages. */
  @Override
  public void ended(long number) {
    run = number;
  }

  private String stay() {
    boolean isOne = counts.of(Status.STAYS) == 1;
    return task == Task.CHECK
        ? isOne ? "lies in a wrong folder" : "lie in a wrong folder"
        : isOne ? "stays" : "stay";
  }

  private void add(StringJoiner sum, Status status, String words) {
    long count = counts.of(status);
    if (count > 0) {
      boolean isMove = status == Status.MOVE || status == Status.MOVED || status == Status.UNDONE;
      sum.add(Counts.of(count, words, words) + (isMove ? size() : ""));
    }
  }

  /**
   * Lists paths below a line.
   *
   * @param most further ones are only counted
   */
  private void names(List<String> paths, int most, String one, String several) {
    if (!paths.isEmpty()) {
      notice(paths.size() == 1 ? one : several.formatted(paths.size()));
      paths.stream().limit(most).forEach(path -> notice("  " + path));
      if (paths.size() > most) {
        notice("  and " + Counts.of(paths.size() - most, "other", "others"));
      }
    }
  }

  private String size() {
    return " (%s, %s)"
        .formatted(
            ByteCount.human(bytes),
            copied == 0 ? "no bytes copied" : ByteCount.human(copied) + " copied to another disk");
  }
}
