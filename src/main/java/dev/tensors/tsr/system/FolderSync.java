package dev.tensors.tsr.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets the system write to the disk which names a folder has. */
public final class FolderSync {

  private FolderSync() {}

  /**
   * Waits until the names in a folder are on the disk, where the system can say so.
   *
   * @param folder null: there is none, and nothing happens
   */
  public static void wait(@Nullable Path folder) {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        return; // Windows opens no folders; the names reach the disk a little later
      }
    }
  }
}
