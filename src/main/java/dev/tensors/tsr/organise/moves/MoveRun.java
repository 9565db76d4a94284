package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FilePaths;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.organise.moves.Moves.Change;
import dev.tensors.tsr.organise.moves.Moves.ChangedFolder;
import dev.tensors.tsr.organise.moves.Moves.Move;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.system.FolderSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves files, some at a time, so that nothing is lost at any moment: what is about to be done is
 * written down first, a file is renamed in one step that replaces nothing, or on another disk
 * copied, compared and only then deleted, and the folders are on the disk before it is written down
 * that all is done. Files that belong together all move, or none does.
 */
public final class MoveRun {

  /** A file that is to move. */
  public record Item(Path from, Path to, boolean beside) {}

  /**
   * Files that move together or not at all.
   *
   * @param part their number in the run
   * @param files a recorded row for each model among the items; null: it is not recorded
   * @param stamps what each item must still have; null: anything
   */
  public record Unit(
      long part,
      List<Item> items,
      List<@Nullable LocalFile> files,
      List<@Nullable FileStamp> stamps) {}

  /** Receives what came of each unit. */
  public interface Listener {

    /**
     * @param refusal why nothing of it was moved; null: all of it was
     */
    void moved(Unit unit, @Nullable String refusal);

    /** Any thread may be told of this: bytes that were copied. */
    void copied(long bytes);
  }

  private static final String INTERRUPTED = "tsr was interrupted";

  private final Moves moves;
  private final LocalFiles files;
  private final FilePaths paths;
  private final @Nullable Long undoes;
  private final Listener listener;
  private final ScannedFolders scanned;

  /** The folders that are to be searched by scan once a file is below them. */
  private final List<Path> roots;

  /** Whether an empty folder may be removed. */
  private final Predicate<Path> isRemovable;

  private final FolderChanges folders;

  private @Nullable Long run;

  /** A unit whose moves are written down. */
  private static final class Begun {
    private final Unit unit;
    private final List<Move> moves = new ArrayList<>();
    private @Nullable String refusal;
    private final Deque<Move> done = new ArrayDeque<>();

    Begun(Unit unit) {
      this.unit = unit;
    }
  }

  public MoveRun(
      Database database,
      @Nullable Long undoes,
      List<Path> roots,
      Predicate<Path> isRemovable,
      Function<Path, Optional<String>> permissions,
      Listener listener) {
    this.moves = new Moves(database);
    this.files = new LocalFiles(database);
    this.paths = new FilePaths(database);
    this.scanned = new ScannedFolders(database);
    this.undoes = undoes;
    this.roots = roots;
    this.isRemovable = isRemovable;
    this.folders = new FolderChanges(moves, this::number, permissions);
    this.listener = listener;
    moves.beDurable();
  }

  /** The number of the run, which begins with the first file that is moved; null: none was. */
  @Nullable Long run() {
    return run;
  }

  /**
   * Moves some units.
   *
   * @throws InterruptedException if the calling thread was interrupted; what is then moved is
   *     written down
   */
  void move(List<Unit> units) throws InterruptedException {
    List<Begun> begun = new ArrayList<>();
    List<Unit> refused = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Unit unit : units) {
      String problem = problem(unit);
      if (problem == null) {
        begun.add(new Begun(unit));
      } else {
        refused.add(unit);
        reasons.add(problem);
      }
    }
    boolean isInterrupted = false;
    if (!begun.isEmpty()) {
      moves.together(() -> begun.forEach(this::writeDown));
      for (Begun one : begun) {
        isInterrupted |= isInterrupted || Thread.interrupted();
        if (isInterrupted) {
          one.refusal = INTERRUPTED;
        } else {
          isInterrupted = move(one);
        }
      }
      sync(begun);
      moves.together(() -> begun.forEach(this::close));
      if (begun.stream().anyMatch(one -> !one.done.isEmpty())) {
        remember(number(), moves, scanned);
      }
      folders.removeEmptied(oldFolders(begun), isRemovable);
    }
    for (int i = 0; i < refused.size(); i++) {
      listener.moved(refused.get(i), reasons.get(i));
    }
    for (Begun one : begun) {
      if (!INTERRUPTED.equals(one.refusal)) {
        listener.moved(one.unit, one.refusal);
      }
    }
    if (isInterrupted) {
      throw new InterruptedException();
    }
  }

  /** Why a unit cannot move, as far as can be seen before; null: it can. */
  private @Nullable String problem(Unit unit) {
    for (int i = 0; i < unit.items().size(); i++) {
      String problem = problem(unit.items().get(i), unit.files().get(i), unit.stamps().get(i));
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  static @Nullable String problem(
      Item item, @Nullable LocalFile file, @Nullable FileStamp expected, FilePaths paths) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(item.from(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return item.from() + " is no regular file any more";
      }
      if (expected != null && !FileStamps.of(attributes).hasSizeAndTimeOf(expected)) {
        return item.from() + " has changed since; run tsr db scan first";
      }
    } catch (IOException e) {
      return ReadFailure.isAbsence(e)
          ? item.from() + " is not there any more; tsr db scan finds out where it is"
          : item.from() + ": " + ReadFailure.of(e);
    }
    if (Files.exists(item.to(), LinkOption.NOFOLLOW_LINKS)) {
      return item.to() + " exists";
    }
    FilePaths.Fit fit = file == null ? FilePaths.Fit.FREE : paths.fit(file, item.to().toString());
    return switch (fit) {
      case FREE, SAME_CONTENT -> null;
      case OTHER_CONTENT ->
          item.to()
              + ": the catalogue has another file there, which is missing; forget it with tsr db"
              + " prune";
      case OTHER_LINK ->
          item.to()
              + ": the catalogue has a missing copy there that is linked by hand to another"
              + " version; remove one of the links with tsr db unlink";
    };
  }

  private @Nullable String problem(
      Item item, @Nullable LocalFile file, @Nullable FileStamp expected) {
    return problem(item, file, expected, paths);
  }

  private void writeDown(Begun begun) {
    long number = begin();
    for (int i = 0; i < begun.unit.items().size(); i++) {
      Item item = begun.unit.items().get(i);
      LocalFile file = begun.unit.files().get(i);
      folders.noteFolder(FolderChanges.folder(item.from()));
      folders.noteTarget(FolderChanges.folder(item.to()));
      for (Path root : roots) {
        if (item.to().startsWith(root)) {
          moves.change(number, Change.REMEMBERED, new ChangedFolder(root.toString(), null, null));
        }
      }
      FileStamp stamp = FileMove.stamp(item.from());
      begun.moves.add(
          moves.add(
              new Move(
                  0,
                  number,
                  begun.unit.part(),
                  item.from().toString(),
                  item.to().toString(),
                  item.beside(),
                  file == null ? null : file.id(),
                  stamp.sizeBytes(),
                  stamp.mtimeNs(),
                  null,
                  null,
                  null)));
    }
  }

  /** Begins the run, if it has not begun, and returns its number. */
  long begin() {
    Long number = run;
    if (number == null) {
      number = moves.begin(undoes);
      run = number;
    }
    return number;
  }

  private long number() {
    Long number = run;
    if (number == null) {
      throw new IllegalStateException("no run was begun");
    }
    return number;
  }

  /**
   * Moves all files of a unit, or none.
   *
   * @return whether the thread was interrupted
   */
  private boolean move(Begun begun) {
    for (int i = 0; i < begun.moves.size(); i++) {
      Move move = begun.moves.get(i);
      try {
        folders.make(FolderChanges.folder(Path.of(move.to())));
        begun.moves.set(i, FileMove.move(move, moves, listener::copied));
        begun.done.push(begun.moves.get(i));
      } catch (InterruptedException e) {
        Thread.interrupted(); // channels set it, and would not open while it is; it is thrown later
        begun.refusal = INTERRUPTED;
        takeBack(begun);
        return true;
      } catch (IOException e) {
        begun.refusal = FileMove.refusal(e, move);
        takeBack(begun);
        return false;
      }
    }
    return false;
  }

  private void takeBack(Begun begun) {
    for (Move move : List.copyOf(begun.done)) {
      try {
        FileMove.giveBack(move, moves);
        begun.done.remove(move);
      } catch (IOException e) {
        begun.refusal =
            "%s; and %s stays, since it cannot go back (%s)"
                .formatted(begun.refusal, move.to(), ReadFailure.of(e));
      }
    }
  }

  private static Set<Path> oldFolders(List<Begun> begun) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Begun one : begun) {
      one.done.forEach(move -> folders.add(FolderChanges.folder(Path.of(move.from()))));
    }
    return folders;
  }

  private static void sync(List<Begun> begun) {
    Set<Path> folders = oldFolders(begun);
    for (Begun one : begun) {
      one.done.forEach(move -> folders.add(FolderChanges.folder(Path.of(move.to()))));
    }
    folders.forEach(FolderSync::wait);
  }

  private void close(Begun begun) {
    for (Move move : begun.moves) {
      String problem = close(move, begun.done.contains(move), moves, files, paths);
      begun.refusal = problem == null ? begun.refusal : problem;
    }
  }

  /**
   * Writes down what came of a move, and gives a model that was moved its new path.
   *
   * @return why the catalogue cannot have it at the new path; null: it has, or it knew nothing of
   *     it
   */
  static @Nullable String close(
      Move move, boolean isDone, Moves moves, LocalFiles files, FilePaths paths) {
    if (!isDone) {
      moves.drop(move);
      return null;
    }
    moves.done(move);
    LocalFile file = move.beside() ? null : files.byPath(move.from()).orElse(null);
    if (file == null) {
      return null;
    }
    FileStamp now = FileMove.stamp(Path.of(move.to()));
    boolean isUnchanged =
        file.stamp().hasSizeAndTimeOf(move.stamp()) && now.hasSizeAndTimeOf(move.stampThere());
    FilePaths.Fit fit =
        paths
            .move(file, move.to(), isUnchanged ? now : file.stamp(), FilePaths.Known.MOVED)
            .orElse(FilePaths.Fit.FREE); // a scan has changed the row, and knows what is there
    return fit == FilePaths.Fit.FREE || fit == FilePaths.Fit.SAME_CONTENT
        ? null
        : "it is at %s now, but the catalogue has another file there; run tsr db scan"
            .formatted(move.to());
  }

  /** Has scan search the new folders of a run that are there. */
  static void remember(long run, Moves moves, ScannedFolders scanned) throws InterruptedException {
    Pages.each(
        moves.folders(run, Change.REMEMBERED),
        page ->
            scanned.remember(
                page.stream()
                    .map(ChangedFolder::path)
                    .filter(folder -> Files.isDirectory(Path.of(folder)))
                    .toList()));
  }

  /** The folders that this run changes. */
  FolderChanges folders() {
    return folders;
  }

  /** What a run does. */
  public interface Work {
    void run() throws InterruptedException;
  }

  /** Does the work of the run, and ends it; after a failure Recovery does, which finds out more. */
  public void through(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (InterruptedException e) {
      end();
      throw e;
    }
    end();
  }

  /** Writes down the times that the run's folders have now. */
  private void end() throws InterruptedException {
    Long number = run;
    if (number != null) {
      FolderChanges.end(number, moves);
    }
  }

  /** Writes down that all was done that the run was to do; not after an interruption. */
  void complete() {
    Long number = run;
    if (number != null) {
      moves.complete(number);
    }
  }
}
