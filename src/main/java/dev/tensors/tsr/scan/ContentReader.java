package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Reads recorded files again, whole; by many threads at once. */
final class ContentReader {

  private final FileHasher hasher;

  /**
   * @param progress told of the bytes read, by the thread that reads them
   */
  ContentReader(LongConsumer progress) {
    this.hasher = new FileHasher(progress);
  }

  /**
   * Reads a file.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  FileContent read(LocalFile file) throws InterruptedException {
    try {
      return read(file, Path.of(file.path()));
    } catch (InvalidPathException e) {
      return new FileContent.Absent(); // other programs may have recorded what is no path
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
