package dev.tensors.tsr.reading;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens regular files only, not pipes or devices. */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Opens a file for reading. To open a pipe would block until another program writes into it, and
   * Java cannot open without blocking; so the attributes are checked just before. A pipe that
   * replaces the file in between blocks.
   */
  public static FileChannel open(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException("no longer a regular file; scan its folder");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }
}
