package dev.tensors.tsr.organise;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.organise.Moves.Move;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.NewName;
import dev.tensors.tsr.reading.ReadFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves one file, and replaces none: by a rename, or to another disk by a copy that is compared
 * with the file before that is deleted.
 */
final class FileMove {

  private static final Random RANDOM = new SecureRandom();

  private FileMove() {}

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
    try {
      if (!FileStamps.of(from).equals(before)) {
        throw new IOException(from + " changed while it was copied");
      }
      Files.delete(from);
    } catch (IOException e) {
      Files.delete(to); // the file itself stays, as on a disk that cannot be written
      throw e;
    }
  }

  static @Nullable String key(Path file) throws IOException {
    return FileStamps.of(file).fileKey();
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
      try {
        Files.delete(to);
      } catch (IOException stays) {
        Files.delete(from);
        throw stays;
      }
    }
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

  /** That of a file that goes meanwhile is not asked for: it cannot be moved then. */
  static FileStamp stamp(Path file) {
    try {
      return FileStamps.of(file);
    } catch (IOException e) {
      return FileStamp.UNKNOWN;
    }
  }
}
