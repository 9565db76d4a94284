package dev.tensors.tsr.organise;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.ScannedFolders;
import dev.tensors.tsr.organise.Moves.Change;
import dev.tensors.tsr.organise.Moves.ChangedFolder;
import dev.tensors.tsr.organise.Moves.Move;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.NewName;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves files, some at a time, so that nothing is lost at any moment: what is about to be done is
 * written down first, a file is renamed in one step that replaces nothing, or on another disk
 * copied, compared and only then deleted, and the folders are on the disk before it is written down
 * that all is done. Files that belong together all move, or none does.
 */
final class MoveRun {

  /** A file that is to move. */
  record Item(Path from, Path to, boolean beside) {}

  /**
   * Files that move together or not at all.
   *
   * @param part their number in the run
   * @param files a recorded row for each model among the items; null: it is not recorded
   * @param stamps what each item must still have; null: anything
   */
  record Unit(
      long part,
      List<Item> items,
      List<@Nullable LocalFile> files,
      List<@Nullable FileStamp> stamps) {}

  /** Receives what came of each unit. */
  interface Listener {

    /**
     * @param refusal why nothing of it was moved; null: all of it was
     */
    void moved(Unit unit, @Nullable String refusal);

    /** Any thread may be told of this: bytes that were copied. */
    void copied(long bytes);
  }

  private static final Random RANDOM = new SecureRandom();

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

  /** The permissions with which a folder is made; empty: the usual ones. */
  private final Function<Path, Optional<String>> permissions;

  /** The folders that are written down in this run. */
  private final Set<Path> noted = new HashSet<>();

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

  MoveRun(
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
    this.permissions = permissions;
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
          one.refusal = "tsr was interrupted";
        } else {
          isInterrupted = move(one);
        }
      }
      sync(begun);
      moves.together(() -> begun.forEach(this::close));
      if (begun.stream().anyMatch(one -> !one.done.isEmpty())) {
        remember(number(), moves, scanned);
      }
      removeEmptied(begun);
    }
    for (int i = 0; i < refused.size(); i++) {
      listener.moved(refused.get(i), reasons.get(i));
    }
    for (Begun one : begun) {
      if (!isInterrupted || one.refusal == null) {
        listener.moved(one.unit, one.refusal);
      }
    }
    if (isInterrupted) {
      throw new InterruptedException();
    }
  }

  /** The folder of a file or of another folder. */
  private static Path folder(Path path) {
    return Objects.requireNonNull(path.getParent());
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
      noteFolder(folder(item.from()));
      noteTarget(folder(item.to()));
      for (Path root : roots) {
        if (item.to().startsWith(root)) {
          moves.change(number, Change.REMEMBERED, new ChangedFolder(root.toString(), null, null));
        }
      }
      FileStamp stamp = stamp(item.from());
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

  /** That of a file that goes meanwhile is not asked for: it cannot be moved then. */
  private static FileStamp stamp(Path file) {
    try {
      return FileStamps.of(file);
    } catch (IOException e) {
      return FileStamp.UNKNOWN;
    }
  }

  private void noteFolder(Path folder) {
    if (noted.add(folder)) {
      note(folder, Change.KEPT);
    }
  }

  /** Notes the folders that have to be made, and the one in which that is done. */
  private void noteTarget(Path folder) {
    Path existing = folder;
    while (existing.getParent() != null
        && !noted.contains(existing)
        && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      noted.add(existing);
      moves.change(number(), Change.MADE, new ChangedFolder(existing.toString(), null, null));
      existing = existing.getParent();
    }
    noteFolder(existing);
  }

  private void note(Path folder, Change change) {
    String mode = null;
    Long time = null;
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      time = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    } catch (IOException | UnsupportedOperationException e) {
      // what is not known is not restored
    }
    moves.change(number(), change, new ChangedFolder(folder.toString(), mode, time));
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
    for (Move move : begun.moves) {
      try {
        makeFolders(folder(Path.of(move.to())));
        move(move, moves, listener::copied);
        begun.done.push(move);
      } catch (InterruptedException e) {
        begun.refusal = "tsr was interrupted";
        takeBack(begun);
        return true;
      } catch (IOException e) {
        begun.refusal = refusal(e, move);
        takeBack(begun);
        return false;
      }
    }
    return false;
  }

  /** Makes a folder and those above it, with the permissions that they had before, if any. */
  void makeFolders(Path folder) throws IOException {
    Deque<Path> absent = new ArrayDeque<>();
    for (Path above = folder;
        above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS);
        above = above.getParent()) {
      absent.push(above);
    }
    for (Path path : absent) {
      try {
        Files.createDirectory(path);
        Optional<String> mode = permissions.apply(path);
        if (mode.isPresent()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode.get()));
        }
        syncFolder(path.getParent());
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
    }
  }

  /** Moves a file whose move is written down, and replaces none. */
  static void move(Move move, Moves moves, LongConsumer copied)
      throws IOException, InterruptedException {
    Path from = Path.of(move.from());
    Path to = Path.of(move.to());
    try {
      NewName.give(from, to);
    } catch (NewName.OnOtherDisk e) {
      copy(move, from, to, moves, copied);
    }
  }

  private static void copy(Move move, Path from, Path to, Moves moves, LongConsumer copied)
      throws IOException, InterruptedException {
    if (FileStamps.hasHardLinks(from)) {
      throw new IOException(
          "it has another name (a hard link); on another disk it would be two files");
    }
    FileStamp before = FileStamps.of(from);
    Path copy = to.resolveSibling(".tsr-%08x.tmp".formatted(RANDOM.nextInt()));
    moves.copying(move, copy.toString(), null);
    DiskCopy.make(from, copy, copied);
    try {
      moves.copying(move, copy.toString(), key(copy));
      NewName.give(copy, to);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    syncFolder(to.getParent());
    if (!FileStamps.of(from).equals(before)) {
      Files.delete(to);
      throw new IOException(from + " changed while it was copied");
    }
    Files.delete(from);
  }

  static @Nullable String key(Path file) throws IOException {
    return FileStamps.of(file).fileKey();
  }

  private static void takeBack(Begun begun) {
    for (Move move : List.copyOf(begun.done)) {
      try {
        giveBack(move);
        begun.done.remove(move);
      } catch (IOException e) {
        begun.refusal =
            "%s; and %s stays, since it cannot go back (%s)"
                .formatted(begun.refusal, move.to(), ReadFailure.of(e));
      }
    }
  }

  /** Moves a file back that was just moved, also from another disk. */
  static void giveBack(Move move) throws IOException {
    Path from = Path.of(move.from());
    Path to = Path.of(move.to());
    try {
      NewName.give(to, from);
    } catch (NewName.OnOtherDisk e) {
      Path copy = from.resolveSibling(".tsr-%08x.tmp".formatted(RANDOM.nextInt()));
      try {
        DiskCopy.make(to, copy, _ -> {});
        NewName.give(copy, from);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      } finally {
        Files.deleteIfExists(copy);
      }
      syncFolder(from.getParent());
      Files.delete(to);
    }
  }

  private static String refusal(IOException e, Move move) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case FileAlreadyExistsException exists -> exists.getFile() + " exists";
      case NoSuchFileException gone ->
          (gone.getFile() == null ? move.from() : gone.getFile()) + " is not there any more";
      case AccessDeniedException denied ->
          denied.getFile() + ": permission denied; check its permissions and those of its folder";
      case IOException full when message.endsWith("No space left on device") ->
          "the disk of " + move.to() + " is too full for it";
      default -> ReadFailure.of(e);
    };
  }

  private static void sync(List<Begun> begun) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Begun one : begun) {
      for (Move move : one.done) {
        folders.add(Path.of(move.to()).getParent());
        folders.add(Path.of(move.from()).getParent());
      }
    }
    folders.forEach(MoveRun::syncFolder);
  }

  /** Waits until the names in a folder are on the disk, where the system can say so. */
  static void syncFolder(@Nullable Path folder) {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        return; // Windows has no such call, and needs none
      }
    }
  }

  private void close(Begun begun) {
    for (int i = 0; i < begun.moves.size(); i++) {
      close(begun.moves.get(i), begun.done.contains(begun.moves.get(i)));
    }
  }

  private void close(Move move, boolean isDone) {
    close(move, isDone, moves, files, paths);
  }

  /** Writes down what came of a move, and gives a model that was moved its new path. */
  static void close(Move move, boolean isDone, Moves moves, LocalFiles files, FilePaths paths) {
    if (!isDone) {
      moves.drop(move);
      return;
    }
    moves.done(move);
    if (!move.beside()) {
      files
          .byPath(move.from())
          .ifPresent(file -> paths.move(file, move.to(), stamp(Path.of(move.to())), false));
    }
  }

  /** Removes the folders that are empty now, and then those above them. */
  private void removeEmptied(List<Begun> begun) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Begun one : begun) {
      one.done.forEach(move -> folders.add(Path.of(move.from()).getParent()));
    }
    Set<Path> level = folders;
    while (!level.isEmpty()) {
      List<Path> empty = level.stream().filter(isRemovable).filter(MoveRun::isEmpty).toList();
      if (empty.isEmpty()) {
        return;
      }
      moves.together(
          () ->
              empty.forEach(
                  folder -> {
                    noteFolder(folder(folder));
                    note(folder, Change.REMOVED);
                  }));
      Set<Path> above = new LinkedHashSet<>();
      for (Path folder : empty) {
        if (remove(folder)) {
          above.add(folder.getParent());
        }
      }
      above.forEach(MoveRun::syncFolder);
      level = above;
    }
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

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** Removes a folder; one that is not empty stays. */
  static boolean remove(Path folder) {
    try {
      Files.delete(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes folders that were removed, where a file has come back or not. */
  void makeAgain(List<ChangedFolder> folders) {
    if (run == null) {
      return;
    }
    moves.together(() -> folders.forEach(folder -> noteTarget(Path.of(folder.path()))));
    for (ChangedFolder folder : folders) {
      try {
        makeFolders(Path.of(folder.path()));
      } catch (IOException e) {
        continue; // it was empty
      }
    }
  }

  /** Removes folders that are empty; the others stay. */
  void removeIfEmpty(List<ChangedFolder> folders) {
    for (ChangedFolder folder : folders) {
      Path path = Path.of(folder.path());
      if (run != null && isEmpty(path)) {
        moves.together(
            () -> {
              noteFolder(folder(path));
              note(path, Change.REMOVED);
            });
        remove(path);
      }
    }
  }

  /** Removes the folders that were made for files which then did not come. */
  void removeUnused() throws InterruptedException {
    Long number = run;
    if (number != null) {
      removeUnused(number, moves);
    }
  }

  private static void removeUnused(long run, Moves moves) throws InterruptedException {
    Pages.each(
        moves.made(run),
        page ->
            page.stream()
                .map(made -> Path.of(made.path()))
                .filter(MoveRun::isEmpty)
                .forEach(MoveRun::remove));
  }

  /** Ends the run: writes down the times that its folders have now. */
  void end() throws InterruptedException {
    Long number = run;
    if (number != null) {
      end(number, moves);
    }
  }

  /** Writes down that all was done that the run was to do; not after an interruption. */
  void complete() {
    Long number = run;
    if (number != null) {
      moves.complete(number);
    }
  }

  static void end(long run, Moves moves) throws InterruptedException {
    removeUnused(run, moves);
    Pages.each(
        moves.folders(run, Change.KEPT),
        page ->
            moves.together(
                () ->
                    page.forEach(
                        folder -> {
                          Long time = time(Path.of(folder.path()));
                          if (time != null) {
                            moves.after(run, folder.path(), time);
                          }
                        })));
    moves.end(run);
  }

  /** The modification time of a folder in nanoseconds since 1970; null if it is not there. */
  static @Nullable Long time(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      return null;
    }
  }

  static void setTime(Path folder, long mtimeNs) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(mtimeNs, TimeUnit.NANOSECONDS));
    } catch (IOException e) {
      return; // it is not ours
    }
  }
}
