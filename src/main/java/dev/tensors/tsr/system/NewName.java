package dev.tensors.tsr.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Gives a file another name on the same disk, in one step, and never replaces a file.
 *
 * <p>{@link Files#move} looks whether the name is taken and then renames, so that it can replace a
 * file that comes in between. Linux' renameat2 and macOS' renamex_np do both at once, also on
 * exFAT, and at no moment is the file under both names or none. Where the file system cannot do
 * that, as NFS, the file first gets a second name, which fails if that is taken, and then loses the
 * first one. Where there are no second names either, an empty file takes the name, and is replaced:
 * a kill in between leaves it, and what another program writes into it just then is lost.
 */
public final class NewName {

  /** The new name is on another disk, to which a file can only be copied. */
  public static final class OnOtherDisk extends FileSystemException {

    private static final long serialVersionUID = 1;

    OnOtherDisk(Path file, Path name) {
      super(file.toString(), name.toString(), "on another disk");
    }
  }

  private static final int EEXIST = 17;
  private static final int EXDEV = 18;
  private static final String ERROR = "errno";

  private NewName() {}

  /**
   * Renames a file, also if it is a symlink.
   *
   * @throws FileAlreadyExistsException if there is one of this name
   * @throws OnOtherDisk if it cannot be renamed, but copied
   */
  public static void give(Path file, Path name) throws IOException {
    give(file, name, () -> {});
  }

  /**
   * As {@link #give(Path, Path)}.
   *
   * @param beforeEmptyFile runs before an empty file takes the name, where that is needed
   */
  public static void give(Path file, Path name, Runnable beforeEmptyFile) throws IOException {
    Optional<Exclusive> exclusive = Exclusive.RENAME;
    int error =
        exclusive.isPresent()
            ? exclusive.get().rename(file.toAbsolutePath(), name.toAbsolutePath())
            : -1;
    if (error == EEXIST) {
      throw new FileAlreadyExistsException(name.toString());
    } else if (error == EXDEV) {
      throw new OnOtherDisk(file, name);
    } else if (error != 0) {
      inTwoSteps(
          file, name, beforeEmptyFile); // or it throws, in Java's words, what the system refuses
    }
  }

  /** As {@link #give}, where the system cannot rename in one step without replacing. */
  static void inTwoSteps(Path file, Path name, Runnable beforeEmptyFile) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      overEmptyFile(file, name, beforeEmptyFile); // the file system has no hard links
      return;
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      Files.delete(name); // the file keeps its first name only
      throw e;
    }
  }

  /** As {@link #give}, where the file system has no hard links. */
  static void overEmptyFile(Path file, Path name, Runnable beforeEmptyFile) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(name.toString());
    }
    beforeEmptyFile.run();
    Files.createFile(name);
    try {
      Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(name);
      throw e instanceof AtomicMoveNotSupportedException ? new OnOtherDisk(file, name) : e;
    }
  }

  /** The system's call that renames and does not replace. */
  private record Exclusive(MethodHandle call, VarHandle error, StructLayout state, boolean isMac) {

    /** Empty where the system has none. */
    static final Optional<Exclusive> RENAME = find();

    private static final int CURRENT_FOLDER = -100; // AT_FDCWD
    private static final int NO_REPLACE = 1; // RENAME_NOREPLACE
    private static final int EXCLUSIVE = 4; // RENAME_EXCL

    @SuppressWarnings("restricted") // the launcher enables native access
    private static Optional<Exclusive> find() {
      boolean isMac = OperatingSystem.HERE == OperatingSystem.MAC;
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      FunctionDescriptor type =
          isMac
              ? FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT)
              : FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT);
      StructLayout state = Linker.Option.captureStateLayout();
      return library
          .find(isMac ? "renamex_np" : "renameat2")
          .map(
              address ->
                  new Exclusive(
                      linker.downcallHandle(address, type, Linker.Option.captureCallState(ERROR)),
                      state.varHandle(MemoryLayout.PathElement.groupElement(ERROR)),
                      state,
                      isMac));
    }

    /** Renames, and returns the number of the error, or 0. */
    int rename(Path file, Path name) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment errors = arena.allocate(state);
        MemorySegment from = arena.allocateFrom(file.toString(), StandardCharsets.UTF_8);
        MemorySegment to = arena.allocateFrom(name.toString(), StandardCharsets.UTF_8);
        int result =
            isMac
                ? (int) call.invokeExact(errors, from, to, EXCLUSIVE)
                : (int)
                    call.invokeExact(errors, CURRENT_FOLDER, from, CURRENT_FOLDER, to, NO_REPLACE);
        return result == 0 ? 0 : (int) error.get(errors, 0L);
      } catch (Throwable e) { // invokeExact declares it; the call itself throws nothing
        throw new IllegalStateException(e);
      }
    }
  }
}
