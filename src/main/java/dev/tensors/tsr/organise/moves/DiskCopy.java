package dev.tensors.tsr.organise.moves;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.function.LongConsumer;

/** Copies a file to another disk: its bytes, times, permissions and own attributes. */
final class DiskCopy {

  private static final int BUFFER = 4 << 20;

  private DiskCopy() {}

  /**
   * Copies a file, waits until the copy is on its disk, and compares the two.
   *
   * @param copy a file that does not exist; deleted again, if this fails
   * @param progress receives the number of bytes that were copied
   * @throws IOException also if the copy differs from the file, or the disk is too full for it
   * @throws InterruptedException if the calling thread is interrupted
   */
  static void make(Path file, Path copy, LongConsumer progress)
      throws IOException, InterruptedException {
    long size = Files.size(file);
    if (Files.getFileStore(copy.toAbsolutePath().getParent()).getUsableSpace() < size) {
      throw new FileSystemException(copy.toString(), null, "No space left on device");
    }
    boolean isWhole = false;
    try {
      try (FileChannel from =
              FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
          FileChannel to =
              FileChannel.open(
                  copy,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (from.read(buffer) >= 0) {
          progress.accept(buffer.flip().remaining());
          while (buffer.hasRemaining()) {
            to.write(buffer);
          }
          buffer.clear();
        }
        copyAttributes(file, copy);
        to.force(true);
        if (!haveSameBytes(from, to)) {
          throw new FileSystemException(
              file.toString(),
              copy.toString(),
              "its copy differs: it changed, or a disk is failing");
        }
      }
      isWhole = true;
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } finally {
      if (!isWhole) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** Whether two files have the same bytes. */
  static boolean haveSameBytes(Path one, Path other) throws IOException {
    try (FileChannel first = FileChannel.open(one, StandardOpenOption.READ);
        FileChannel second = FileChannel.open(other, StandardOpenOption.READ)) {
      return haveSameBytes(first, second);
    }
  }

  private static boolean haveSameBytes(FileChannel one, FileChannel other) throws IOException {
    if (one.size() != other.size()) {
      return false;
    }
    ByteBuffer first = ByteBuffer.allocateDirect(BUFFER);
    ByteBuffer second = ByteBuffer.allocateDirect(BUFFER);
    for (long at = 0; at < one.size(); at += BUFFER) {
      fill(one, at, first.clear());
      fill(other, at, second.clear());
      if (!first.flip().equals(second.flip())) {
        return false;
      }
    }
    return true;
  }

  private static void fill(FileChannel from, long at, ByteBuffer to) throws IOException {
    int read = 0;
    while (to.hasRemaining() && read >= 0) {
      read = from.read(to, at + to.position());
    }
  }

  private static void copyAttributes(Path file, Path copy) throws IOException {
    UserDefinedFileAttributeView own =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    UserDefinedFileAttributeView ownOfCopy =
        Files.getFileAttributeView(copy, UserDefinedFileAttributeView.class);
    if (own != null && ownOfCopy != null) {
      try {
        for (String name : own.list()) {
          ByteBuffer value = ByteBuffer.allocate(own.size(name));
          own.read(name, value);
          ownOfCopy.write(name, value.flip());
        }
      } catch (IOException e) {
        // the other disk has no such attributes
      }
    }
    PosixFileAttributeView posix = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
    if (posix != null && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      try {
        posix.setGroup(attributes.group());
        posix.setOwner(attributes.owner());
      } catch (FileSystemException e) {
        // only root gives files to others
      }
      try {
        posix.setPermissions(attributes.permissions());
      } catch (FileSystemException e) {
        // the other disk has none
      }
    }
    BasicFileAttributes times = Files.readAttributes(file, BasicFileAttributes.class);
    Files.getFileAttributeView(copy, BasicFileAttributeView.class)
        .setTimes(times.lastModifiedTime(), times.lastAccessTime(), null);
  }
}
