package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.system.LockFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Lets one run move files at a time: two would take each other's moves for those of a killed one.
 * The system frees the lock of a program that was killed.
 */
public final class RunLock implements AutoCloseable {

  /** In bytes. */
  private static final int LONGEST = 1 << 16;

  private final Path file;
  private final LockFile lock;

  private RunLock(Path file, LockFile lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param database the file of the catalogue, beside which the lock is
   * @return empty if another run has it
   * @throws IOException if the file of the lock cannot be written
   */
  public static Optional<RunLock> take(Path database) throws IOException {
    Path file = database.resolveSibling(database.getFileName() + "-organise");
    while (true) {
      Optional<LockFile> lock = LockFile.take(file);
      if (lock.isEmpty()) {
        return Optional.empty();
      }
      if (isStill(file, lock.get().channel())) {
        return Optional.of(new RunLock(file, lock.get()));
      }
      lock.get().close(); // the run before has removed the file meanwhile
    }
  }

  /**
   * Whether the locked file is the one that the next run would open: its length is that which only
   * the one who has the lock writes.
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
      lock.close();
    }
  }
}
