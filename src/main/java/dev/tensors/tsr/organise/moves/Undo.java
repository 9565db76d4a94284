package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FilePaths;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.organise.moves.MoveRun.Item;
import dev.tensors.tsr.organise.moves.MoveRun.Unit;
import dev.tensors.tsr.organise.moves.Moves.Change;
import dev.tensors.tsr.organise.moves.Moves.ChangedFolder;
import dev.tensors.tsr.organise.moves.Moves.Move;
import dev.tensors.tsr.organise.plan.FolderContents;
import dev.tensors.tsr.organise.plan.LastFolders;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run back: each model goes back to where it was, with all that is beside it now, and the
 * folders become what they were. What was moved on, has changed, or has lost its old place stays.
 */
public final class Undo {

  private static final int BATCH = 500;

  private final Database database;
  private final Moves moves;
  private final LocalFiles files;
  private final FilePaths paths;
  private final long undone;
  private final MoveRun.Listener listener;
  private final MoveRun run;

  private boolean isAnyRefused;
  private boolean isAnyBack;

  private final LastFolders<FolderContents> contents = new LastFolders<>();

  /**
   * @param undone the number of the run
   */
  public Undo(Database database, long undone, MoveRun.Listener listener) {
    this.database = database;
    this.moves = new Moves(database);
    this.files = new LocalFiles(database);
    this.paths = new FilePaths(database);
    this.undone = undone;
    this.listener =
        new MoveRun.Listener() {

          @Override
          public void moved(Unit unit, @Nullable String refusal) {
            isAnyRefused |= refusal != null;
            isAnyBack |= refusal == null;
            listener.moved(unit, refusal);
          }

          @Override
          public void copied(long bytes) {
            listener.copied(bytes);
          }
        };
    this.run =
        new MoveRun(
            database,
            undone,
            List.of(),
            path -> moves.changed(undone, Change.MADE, path.toString()).isPresent(),
            path ->
                moves
                    .changed(undone, Change.REMOVED, path.toString())
                    .map(ChangedFolder::permissions),
            this.listener);
  }

  /** Only tells what would be done. */
  public void show() throws InterruptedException {
    Pages.each(
        moves.parts(undone),
        parts ->
            parts.forEach(
                part -> {
                  Unit unit = unit(part);
                  if (unit != null) {
                    listener.moved(unit, problem(unit));
                  }
                }));
  }

  private @Nullable String problem(Unit unit) {
    String movedOn = movedOn(unit);
    for (int i = 0; movedOn == null && i < unit.items().size(); i++) {
      movedOn =
          MoveRun.problem(unit.items().get(i), unit.files().get(i), unit.stamps().get(i), paths);
    }
    return movedOn;
  }

  /**
   * Takes the run back, and ends this one.
   *
   * @throws InterruptedException if the calling thread was interrupted; what was done stays
   */
  public void run() throws InterruptedException {
    run.through(
        () -> {
          Pages.each(moves.parts(undone), BATCH, this::takeBack);
          if (!isAnyRefused) {
            run.begin(); // one that was killed may have moved all, and left the folders
          }
          restoreFolders();
          if (isAnyBack || !isAnyRefused) {
            run.complete();
          }
        });
  }

  /** The number of the undo, which is a run, too; null: nothing was moved. */
  public @Nullable Long number() {
    return run.run();
  }

  /** Whether something was to go back, and nothing could. */
  public boolean isAllRefused() {
    return isAnyRefused && !isAnyBack;
  }

  private void takeBack(List<Long> parts) throws InterruptedException {
    List<Unit> units = new ArrayList<>();
    for (Long part : parts) {
      Unit unit = unit(part);
      if (unit != null) {
        String movedOn = movedOn(unit);
        if (movedOn == null) {
          units.add(unit);
        } else {
          listener.moved(unit, movedOn);
        }
      }
    }
    run.move(units);
  }

  private @Nullable String movedOn(Unit unit) {
    for (Item item : unit.items()) {
      if (!item.beside() && !Files.exists(item.from(), LinkOption.NOFOLLOW_LINKS)) {
        String on = moves.movedOn(item.from().toString(), undone).orElse(null);
        if (on != null) {
          return item.from() + " was moved on to " + on;
        }
      }
    }
    return null;
  }

  /** What goes back together; null: all of it is back already. */
  private @Nullable Unit unit(long part) {
    List<Move> moved = moves.part(undone, part);
    Map<Path, Item> items = new LinkedHashMap<>();
    List<@Nullable LocalFile> recorded = new ArrayList<>();
    List<@Nullable FileStamp> stamps = new ArrayList<>();
    for (Move move : moved) {
      if (!move.beside() && !isBack(move)) {
        Path now = Path.of(move.to());
        items.put(now, new Item(now, Path.of(move.from()), false));
        recorded.add(files.byPath(move.to()).orElse(null));
        stamps.add(move.stampThere());
      }
    }
    for (Move move : moved) {
      Path now = Path.of(move.to());
      if (move.beside() && isFile(now) && (!items.isEmpty() || hasNoModel(moved))) {
        items.put(now, new Item(now, Path.of(move.from()), true));
      }
    }
    for (Item model : List.copyOf(items.values())) {
      if (!model.beside()) {
        addBeside(model, items);
      }
    }
    while (recorded.size() < items.size()) {
      recorded.add(null);
      stamps.add(null);
    }
    return items.isEmpty() ? null : new Unit(part, List.copyOf(items.values()), recorded, stamps);
  }

  private static boolean hasNoModel(List<Move> moved) {
    return moved.stream().allMatch(Move::beside);
  }

  /** A file that came beside a model since then goes with it. */
  private void addBeside(Item model, Map<Path, Item> items) {
    Path now = Objects.requireNonNull(model.from().getParent());
    FolderContents there = contents.computeIfAbsent(now, FolderContents::of);
    String name = model.from().getFileName().toString();
    String stem = ModelFileName.stemOfFile(name);
    String oldStem = ModelFileName.stemOfFile(model.to().getFileName().toString());
    if (there.sharing(name) == 1) {
      for (String beside : there.beside(name)) {
        Path file = now.resolve(beside);
        if (!items.containsKey(file) && isFile(file)) {
          Path old = model.to().resolveSibling(oldStem + beside.substring(stem.length()));
          items.put(file, new Item(file, old, true));
        }
      }
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether an undo that was killed, or the user, has brought the file back. */
  private static boolean isBack(Move move) {
    try {
      FileStamp old = FileStamps.of(Path.of(move.from()));
      return !Files.exists(Path.of(move.to()), LinkOption.NOFOLLOW_LINKS)
          && (old.hasSizeAndTimeOf(move.stamp()) || old.hasSizeAndTimeOf(move.stampThere()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the folders what they were before: there or not, with their permissions and times. */
  private void restoreFolders() throws InterruptedException {
    Long number = run.run();
    if (number == null) {
      return; // nothing was moved
    }
    Pages.each(moves.folders(undone, Change.REMOVED), page -> run.folders().makeAgain(page));
    Pages.each(moves.made(undone), page -> run.folders().removeIfEmpty(page));
    FolderChanges.removeUnused(number, moves);
    Pages.each(
        moves.folders(undone, Change.KEPT),
        page -> page.forEach(folder -> restoreTime(folder, number)));
    Pages.each(
        moves.folders(undone, Change.REMOVED),
        page ->
            page.forEach(
                folder -> {
                  Long time = folder.mtimeNs();
                  if (time != null) {
                    FolderChanges.setTime(Path.of(folder.path()), time);
                  }
                }));
    Pages.each(moves.folders(undone, Change.REMEMBERED), page -> page.forEach(this::forget));
    Optional<Long> redone = moves.undoes(undone);
    if (redone.isPresent()) {
      MoveRun.remember(redone.get(), moves, new ScannedFolders(database)); // as that run did
    }
  }

  /** Restores a folder's time, if nothing but tsr has changed the folder since the run. */
  private void restoreTime(ChangedFolder folder, long number) {
    Long own =
        moves.changed(number, Change.KEPT, folder.path()).map(ChangedFolder::mtimeNs).orElse(null);
    Moves.Time last = moves.lastTime(folder.path()).orElse(null);
    Long before = folder.mtimeNs();
    if (last == null || before == null || own == null && last.run() == undone) {
      return;
    }
    Path path = Path.of(folder.path());
    Long start = own == null ? FolderChanges.time(path) : own;
    if (Objects.equals(start, last.mtimeNs())) {
      run.folders().noteFolder(path); // the next undo must find the time that this one leaves
      FolderChanges.setTime(path, before);
    }
  }

  /** Forgets a folder that scan searches only because of the run. */
  private void forget(ChangedFolder folder) {
    if (files.below(folder.path()).isEmpty()) {
      new ScannedFolders(database).forget(List.of(folder.path()));
    }
  }
}
