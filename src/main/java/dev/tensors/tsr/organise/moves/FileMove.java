package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.organise.moves.Moves.Move;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.system.FolderSync;
import dev.tensors.tsr.system.NewName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Moves one file, and replaces none: by a rename, or to another disk by a copy that is compared
 * with the file before that is deleted.
 */
final class FileMove {

  private static final Random RANDOM = new SecureRandom();

  private FileMove() {}

  /**
   * Moves a file whose move is written down, and replaces none.
   *
   * @return the move, with the time of the copy on another disk
   */
  static Move move(Move move, Moves moves, LongConsumer copied)
      throws IOException, InterruptedException {
    Path from = Path.of(move.from());
    Path to = Path.of(move.to());
    try {
      NewName.give(from, to, () -> moves.copying(move.copying(move.to(), null, null)));
      return move;
    } catch (NewName.OnOtherDisk e) {
      if (FileStamps.hasHardLinks(from)) {
        throw new IOException(
            "it has another name (a hard link); on another disk it would be two files", e);
      }
      return copy(move, false, moves, copied);
    }
  }

  /** Moves a file back that was just moved, also from another disk. */
  static void giveBack(Move move, Moves moves) throws IOException {
    Path from = Path.of(move.from());
    Path to = Path.of(move.to());
    try {
      NewName.give(
          to, from, () -> moves.copying(move.copying(move.from(), null, move.copyMtimeNs())));
    } catch (NewName.OnOtherDisk e) {
      try {
        copy(move, true, moves, _ -> {});
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }
  }

  /** Moves a file to another disk, there or back. One that goes back gets its time back. */
  private static Move copy(Move move, boolean isBack, Moves moves, LongConsumer copied)
      throws IOException, InterruptedException {
    Path file = Path.of(isBack ? move.to() : move.from());
    Path name = Path.of(isBack ? move.from() : move.to());
    FileStamp before = FileStamps.of(file);
    Path copy = name.resolveSibling(".tsr-%08x.tmp".formatted(RANDOM.nextInt()));
    moves.copying(move.copying(copy.toString(), null, move.copyMtimeNs()));
    DiskCopy.make(file, copy, copied);
    Move whole;
    try {
      if (isBack && before.mtimeNs() != move.mtimeNs()) {
        FolderChanges.setTime(copy, move.mtimeNs());
      }
      FileStamp stamp = FileStamps.of(copy);
      whole =
          move.copying(
              copy.toString(),
              stamp.fileKey(),
              isBack ? move.copyMtimeNs() : Long.valueOf(stamp.mtimeNs()));
      moves.copying(whole);
      NewName.give(copy, name);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    FolderSync.wait(name.getParent());
    try {
      if (!FileStamps.of(file).equals(before)) {
        throw new IOException(file + " changed while it was copied");
      }
      Files.delete(file);
    } catch (IOException e) {
      Files.delete(name); // the file itself stays, as on a disk that cannot be written
      throw e;
    }
    return whole;
  }

  /** Describes to a user why a file could not be moved. */
  static String refusal(IOException e, Move move) {
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

  /** That of a file that goes meanwhile is not asked for: it cannot be moved then. */
  static FileStamp stamp(Path file) {
    try {
      return FileStamps.of(file);
    } catch (IOException e) {
      return FileStamp.UNKNOWN;
    }
  }
}
