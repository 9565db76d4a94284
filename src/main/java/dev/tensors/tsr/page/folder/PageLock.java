package dev.tensors.tsr.page.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock on the folder of a page, so that two tsr do not write into one folder. Its file stays in
 * the folder: a tsr that has opened the file and locks it after its removal would not notice
 * another one, which creates and locks a new file.
 */
final class PageLock implements AutoCloseable {

  static final String NAME = "tsr-page.lock";

  private final FileChannel channel;

  private PageLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a folder.
   *
   * @throws NoPageLock if another tsr has locked it, or if something else has the file's name
   * @throws IOException if the file cannot be created
   */
  static PageLock of(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoPageLock(
          "its " + NAME + " is a symlink, or no file; remove it and run the command again");
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return new PageLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // held by this process itself; the user's next step is the same
    }
    channel.close();
    throw new NoPageLock("another tsr is writing it; try again when that has ended");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
