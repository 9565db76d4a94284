package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens files that may have become something else since they were found. */
final class RegularFile {

  private RegularFile() {}

  /**
   * Opens a file to be read, and nothing else: whoever opens a pipe waits for somebody to write
   * into it. Java cannot open without waiting, so the attributes are looked at just before. A pipe
   * that takes the file's place in between is waited for.
   */
  static FileChannel open(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException("not a file any more; scan its folder");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }
}
