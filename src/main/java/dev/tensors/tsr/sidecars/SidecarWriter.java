package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.scan.FileStamps;
import dev.tensors.tsr.scan.ReadFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Writes files into the folders of other programs: whole, or not at all. A file appears under its
 * name when it is on the disk; until then it is beside it under a name that no program looks for.
 */
final class SidecarWriter {

  private static final Random RANDOM = new SecureRandom();

  private SidecarWriter() {}

  /**
   * Creates a file.
   *
   * @throws FileAlreadyExistsException if there is one of this name
   */
  static void create(Path file, byte[] content) throws IOException {
    Path written = write(file, content);
    try {
      try {
        Files.createLink(file, written); // unlike a move it never replaces a file
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        Files.move(written, file); // the file system has no hard links
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /**
   * Replaces a file, whose permissions the new one gets.
   *
   * @param before when the file was read
   * @return false if it has changed since
   */
  static boolean replace(Path file, FileStamp before, byte[] content) throws IOException {
    Path written = write(file, content);
    try {
      copyPermissions(file, written);
      if (!FileStamps.of(file).equals(before)) {
        return false;
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
    return true;
  }

  private static Path write(Path file, byte[] content) throws IOException {
    Path written = file.resolveSibling(".tsr-%08x.tmp".formatted(RANDOM.nextInt()));
    Files.createFile(written);
    // Not a channel, which an interruption would close in the middle.
    try (FileOutputStream out = new FileOutputStream(written.toFile())) {
      out.write(content);
      out.getFD().sync();
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
    return written;
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView permissions =
        Files.getFileAttributeView(from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (permissions != null) {
      Files.setPosixFilePermissions(to, permissions.readAttributes().permissions());
    }
  }

  /** Describes to a user why a file could not be written. */
  static String reason(IOException e) {
    String reason = e instanceof NoSuchFileException ? "its folder is gone" : ReadFailure.of(e);
    return "cannot be written: " + reason;
  }
}
