package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FilePaths;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.organise.moves.Moves.Change;
import dev.tensors.tsr.organise.moves.Moves.Move;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.system.FolderSync;
import dev.tensors.tsr.text.ShellPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a run to an end that was killed: the disk tells how far each move came that is written
 * down, and has not ended. Files that belong together then all move, or all go back.
 */
public final class Recovery {

  /**
   * What was found.
   *
   * @param finished the number of models, with what is beside them, whose move was finished
   * @param problems what could neither move nor go back, to be shown to a user
   */
  public record Found(int finished, List<String> problems) {}

  private record Part(long run, long part) {}

  private final Moves moves;
  private final LocalFiles files;
  private final FilePaths paths;
  private final ScannedFolders scanned;
  private final List<String> problems = new ArrayList<>();
  private int finished;

  private Recovery(Database database) {
    this.moves = new Moves(database);
    this.files = new LocalFiles(database);
    this.paths = new FilePaths(database);
    this.scanned = new ScannedFolders(database);
  }

  /** Ends the runs that were killed; no other run may be under way. */
  public static Found run(Database database) throws InterruptedException {
    Recovery recovery = new Recovery(database);
    recovery.moves.beDurable();
    Map<Part, List<Move>> parts = new LinkedHashMap<>();
    Set<Long> runs = new LinkedHashSet<>();
    for (Move move : recovery.moves.inHand()) {
      parts.computeIfAbsent(new Part(move.run(), move.part()), _ -> new ArrayList<>()).add(move);
      runs.add(move.run());
    }
    for (List<Move> part : parts.values()) {
      recovery.end(part);
    }
    for (long run : runs) {
      MoveRun.remember(run, recovery.moves, recovery.scanned);
    }
    Set<Long> inHand = recovery.moves.inHand().stream().map(Move::run).collect(Collectors.toSet());
    for (long run : recovery.moves.unended()) {
      if (!inHand.contains(run)) {
        recovery.endRun(run);
      }
    }
    return new Found(recovery.finished, recovery.problems);
  }

  private void endRun(long run) throws InterruptedException {
    MoveRun.remember(run, moves, scanned);
    Long undone = moves.undoes(run).orElse(null);
    Predicate<Path> isRemovable =
        undone == null
            ? new UnmissedFolders(scanned.all())
            : folder -> moves.changed(undone, Change.MADE, folder.toString()).isPresent();
    FolderChanges folders = new FolderChanges(moves, () -> run, _ -> Optional.empty());
    Pages.each(
        moves.folders(run, Change.KEPT),
        page ->
            folders.removeEmptied(
                page.stream().map(folder -> Path.of(folder.path())).collect(Collectors.toSet()),
                isRemovable));
    FolderChanges.end(run, moves);
  }

  private void end(List<Move> part) throws InterruptedException {
    Move away = part.stream().filter(Recovery::isAway).findFirst().orElse(null);
    if (away != null && part.stream().anyMatch(move -> move.fileId() != null)) {
      problems.add(
          "%s is neither there nor at %s, where a run that was killed was moving it; connect its disk, or if it was deleted: tsr db prune %s"
              .formatted(away.from(), away.to(), ShellPath.quoted(Path.of(away.from()))));
      return; // as it is, until its disk is there
    }
    List<Move> done = new ArrayList<>();
    List<Move> left = new ArrayList<>();
    for (Move move : part) {
      try {
        (isDone(move) ? done : left).add(move);
      } catch (IOException e) {
        problems.add(move.from() + ": " + e.getMessage());
        return; // as it is, until the disk can be read again
      }
    }
    if (!done.isEmpty()) {
      for (Move move : List.copyOf(left)) {
        if (isThere(move.from())) {
          try {
            done.add(FileMove.move(move, moves, _ -> {}));
            left.remove(move);
          } catch (IOException e) {
            takeBack(done, left);
            break;
          }
        }
      }
      finished += done.isEmpty() ? 0 : 1;
    }
    sync(part);
    moves.together(
        () -> {
          for (Move move : done) {
            String problem = MoveRun.close(move, true, moves, files, paths);
            if (problem != null) {
              problems.add(move.from() + ": " + problem);
            }
          }
          left.forEach(moves::drop);
        });
  }

  private void takeBack(List<Move> done, List<Move> left) {
    for (Move move : List.copyOf(done)) {
      try {
        FileMove.giveBack(move, moves);
        done.remove(move);
        left.add(move);
      } catch (IOException e) {
        problems.add(
            move.to()
                + " stays, since it cannot go back to "
                + move.from()
                + ": "
                + e.getMessage());
      }
    }
  }

  /** Whether the file is at its new path only, after what was left half done there is removed. */
  private static boolean isDone(Move move) throws IOException {
    Path from = Path.of(move.from());
    Path to = Path.of(move.to());
    boolean isHeld = move.from().equals(move.copyPath()) || move.to().equals(move.copyPath());
    if (isHeld && isThere(move.from()) && isThere(move.to())) {
      Path held = Path.of(String.valueOf(move.copyPath()));
      if (isEmptied(held, move)) {
        Files.delete(held);
      }
    } else if (move.copyPath() != null && !isHeld) {
      Path copy = Path.of(move.copyPath());
      if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
          && (isThere(move.from()) || isThere(move.to()))) {
        Files.delete(copy); // whole or not, the file is still where it was
      }
    }
    if (!isThere(move.to())) {
      return false;
    }
    FileStamp there = FileStamps.of(to);
    if (!isThere(move.from())) {
      return there.hasSizeAndTimeOf(move.stampThere());
    }
    if (Files.isSameFile(from, to) && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(from); // it had both names for a moment
      return true;
    }
    if (move.copyKey() != null && move.copyKey().equals(there.fileKey())) {
      if (DiskCopy.haveSameBytes(from, to)) {
        Files.delete(from);
        return true;
      }
      Files.delete(to); // the file changed after it was copied
      return false;
    }
    if (move.copyKey() != null && move.copyKey().equals(FileStamps.of(from).fileKey())) {
      boolean isBack = DiskCopy.haveSameBytes(from, to); // it was to go back
      Files.delete(isBack ? to : from);
      return !isBack;
    }
    if (move.copyKey() != null && isEmptied(to, move)) {
      Files.delete(to); // it held the name for the copy
    }
    return false;
  }

  /** Whether a file is empty, and that which was to move is not. */
  private static boolean isEmptied(Path file, Move move) throws IOException {
    return move.sizeBytes() > 0
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == 0;
  }

  /** Whether a file is in neither place, and its folder in one of them is not there either. */
  private static boolean isAway(Move move) {
    return !isThere(move.from())
        && !isThere(move.to())
        && !(Files.isDirectory(FolderChanges.folder(Path.of(move.from())))
            && Files.isDirectory(FolderChanges.folder(Path.of(move.to()))));
  }

  private static boolean isThere(String path) {
    return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
  }

  private static void sync(List<Move> part) {
    Set<@Nullable Path> folders = new LinkedHashSet<>();
    for (Move move : part) {
      folders.add(Path.of(move.to()).getParent());
      folders.add(Path.of(move.from()).getParent());
    }
    folders.forEach(FolderSync::wait);
  }
}
