package dev.tensors.tsr.organise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Lets one run move files at a time: two would take each other's moves for those of a killed one.
 * The system frees the lock of a program that was killed.
 */
final class RunLock implements AutoCloseable {

  /** In bytes. */
  private static final int LONGEST = 1 << 16;

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param database the file of the catalogue, beside which the lock is
   * @return empty if another run has it
   * @throws IOException if the file of the lock cannot be written
   */
  static Optional<RunLock> take(Path database) throws IOException {
    Path file = database.resolveSibling(database.getFileName() + "-organise");
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      if (!lock(channel)) {
        channel.close();
        return Optional.empty();
      }
      if (isStill(file, channel)) {
        return Optional.of(new RunLock(file, channel));
      }
      channel.close(); // the run before has removed the file meanwhile
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Whether the locked file is the one that the next run would open: its length is that which only
   * the one who has the lock writes. The file is not opened a second time: to close that would free
   * the lock.
   */
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    int length = 1 + new SecureRandom().nextInt(LONGEST);
    channel.truncate(0).write(ByteBuffer.allocate(length), 0);
    try {
      return Files.size(file) == length;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file); // while it is locked, so that no other run's is deleted
    } catch (IOException e) {
      return; // Windows deletes no open file; it is used again
    } finally {
      channel.close();
    }
  }
}
