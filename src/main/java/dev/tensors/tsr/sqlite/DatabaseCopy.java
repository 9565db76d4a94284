package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.system.FolderSync;
import dev.tensors.tsr.system.NewName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Copies a whole database, with the changes that are still in its log, while other processes write
 * it. The copy has no log of its own.
 */
public final class DatabaseCopy {

  /** Looks at a copy before it gets its name. */
  @FunctionalInterface
  public interface Check<T> {

    /**
     * Returns what was found.
     *
     * @throws DatabaseUnusable if the copy is not as it should be
     */
    T of(Path copy);
  }

  private static final Set<PosixFilePermission> FOR_USER_ALONE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private DatabaseCopy() {}

  /**
   * Whether writing a copy under this name would destroy a database: it is its file, or one that
   * SQLite keeps beside it.
   */
  public static boolean wouldDestroy(Path target, Path database) {
    return target.equals(database) || DatabaseFile.isBeside(target, database);
  }

  /**
   * Copies a database to a file beside the target, checks that, and gives it the target's name once
   * it is whole and on the disk. Nothing is left of a copy that failed.
   *
   * @param source as {@link DatabasePath#resolve} gave it
   * @param target likewise, in a folder that exists
   * @param replaces whether a target that exists is replaced
   * @return what the check returned
   * @throws FileAlreadyExistsException if the target exists and is not replaced
   * @throws Interrupted if the thread was interrupted
   * @throws DatabaseUnusable if one of the files cannot be read or written, or other processes
   *     would apply a log beside the target to the copy
   */
  public static <T> T write(Path source, Path target, boolean replaces, Check<T> check)
      throws IOException {
    refuseLog(target);
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path unfinished = target.resolveSibling(target.getFileName() + "." + unique + ".part");
    try {
      Set<PosixFilePermission> permitted = createForUserAlone(unfinished);
      copy(source, unfinished);
      T found = check.of(unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        if (replaces && Files.exists(target)) {
          givePermissions(unfinished, target, Set.of(PosixFilePermission.values()));
        } else {
          givePermissions(unfinished, source, permitted);
        }
        channel.force(true);
      }
      refuseLog(target); // once more: a copy takes a while
      publish(unfinished, target, replaces);
      return found;
    } catch (SQLException e) {
      throw DatabaseFailure.of(target, e);
    } catch (ClosedByInterruptException e) {
      throw new Interrupted();
    } finally {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(DatabaseFile.journal(unfinished));
    }
  }

  private static void refuseLog(Path target) {
    if (!DatabaseFile.isUnchangedBeside(target)) {
      throw new DatabaseUnusable(
          target, "a log beside it has changes of another database; name another file");
    }
  }

  /**
   * Creates an empty file that nobody else can read or write: a catalogue may have notes.
   *
   * @return what the process gives to new files (umask)
   */
  private static Set<PosixFilePermission> createForUserAlone(Path file) throws IOException {
    Files.createFile(file);
    PosixFileAttributeView view = permissions(file);
    if (view == null) {
      return Set.of();
    }
    Set<PosixFilePermission> permitted = view.readAttributes().permissions();
    view.setPermissions(FOR_USER_ALONE);
    return permitted;
  }

  /** Not before the copy is written: those of a read-only database let nobody write it. */
  private static void givePermissions(Path file, Path like, Set<PosixFilePermission> permitted)
      throws IOException {
    PosixFileAttributeView view = permissions(file);
    if (view != null) {
      Set<PosixFilePermission> given = EnumSet.copyOf(Files.getPosixFilePermissions(like));
      given.retainAll(permitted);
      view.setPermissions(given);
    }
  }

  private static @Nullable PosixFileAttributeView permissions(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  /** Copies a database to a file that does not exist, or is empty. */
  static void copy(Path source, Path copy) throws SQLException {
    String url =
        DatabaseFile.isImmutable(source)
            ? Connections.immutableUrl(source)
            : Connections.url(source);
    try (Connection reader = Connections.open(url)) {
      Connections.cancelOnInterrupt(reader, () -> false);
      new Sql(reader).update("VACUUM INTO ?", copy.toString());
    }
  }

  private static void publish(Path unfinished, Path target, boolean replaces) throws IOException {
    if (replaces) {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      NewName.give(unfinished, target);
    }
    FolderSync.wait(target.getParent());
  }
}
