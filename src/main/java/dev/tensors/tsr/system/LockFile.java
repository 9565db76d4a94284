package dev.tensors.tsr.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file by which one process at a time does something. The system frees the lock when the process
 * ends, also if it is killed. On Windows nobody else can write the file meanwhile.
 */
public final class LockFile implements AutoCloseable {

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a file, which is created if it is absent.
   *
   * @return empty if another process, or this one, has locked it
   * @throws IOException if the file cannot be created or opened
   */
  public static Optional<LockFile> take(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.addAll(Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    FileChannel channel = FileChannel.open(file, all);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new LockFile(channel));
      }
    } catch (OverlappingFileLockException e) {
      // this process has it
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** The open file. To open it a second time and close that would free the lock on Linux. */
  public FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
