package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Reads and hashes recorded files; used by several threads at once. */
final class ContentReader {

  private final FileHasher hasher;

  /**
   * @param progress receives the number of bytes read, on the reading thread
   */
  ContentReader(LongConsumer progress) {
    this.hasher = new FileHasher(progress);
  }

  /**
   * Reads a file.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  FileContent read(LocalFile file) throws InterruptedException {
    try {
      return read(file, Path.of(file.path()));
    } catch (InvalidPathException e) {
      return new FileContent.Absent(); // another program recorded a malformed path
    }
  }

  private FileContent read(LocalFile file, Path path) throws InterruptedException {
    try (FileChannel channel = RegularFile.open(path)) {
      String sha256 = hasher.hash(channel);
      boolean edited = !FileStamps.of(path).hasSizeAndTimeOf(file.stamp());
      return new FileContent.Hashed(sha256, edited);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      return ReadFailure.isAbsence(e)
          ? new FileContent.Absent()
          : new FileContent.Unreadable(ReadFailure.of(e));
    }
  }
}
