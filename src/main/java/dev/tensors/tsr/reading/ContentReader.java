package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads and hashes recorded files; used by several threads at once. */
public final class ContentReader {

  /** The result of reading a recorded file again. */
  public sealed interface FileContent {

    /**
     * The whole file was read.
     *
     * @param sha256 upper case hex
     * @param edited whether its size or time differs from the recorded one
     */
    record Hashed(String sha256, boolean edited) implements FileContent {}

    /** The file does not exist. */
    record Absent() implements FileContent {}

    /** The file could not be read. */
    record Unreadable(String reason) implements FileContent {}

    /** What a failure to read says of the file. */
    static FileContent of(IOException failure) {
      return ReadFailure.isAbsence(failure)
          ? new Absent()
          : new Unreadable(ReadFailure.of(failure));
    }
  }

  private final FileHasher hasher;

  /**
   * @param progress receives the number of bytes read, on the reading thread
   */
  public ContentReader(LongConsumer progress) {
    this.hasher = new FileHasher(progress);
  }

  /**
   * Reads a file.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public FileContent read(LocalFile file) throws InterruptedException {
    Optional<Path> path = RecordedPath.of(file.path()).map(RecordedPath::content);
    return path.isEmpty() ? new FileContent.Absent() : read(path.get(), file.stamp());
  }

  /**
   * Reads the file at a path.
   *
   * @param expected the stamp that the file should have; {@link FileContent.Hashed#edited} says
   *     whether its size or time is another one
   * @throws InterruptedException if the calling thread is interrupted
   */
  public FileContent read(Path path, FileStamp expected) throws InterruptedException {
    try (FileChannel channel = RegularFile.open(path)) {
      String sha256 = hasher.hash(channel);
      boolean edited = !FileStamps.of(path).hasSizeAndTimeOf(expected);
      return new FileContent.Hashed(sha256, edited);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      return FileContent.of(e);
    }
  }
}
