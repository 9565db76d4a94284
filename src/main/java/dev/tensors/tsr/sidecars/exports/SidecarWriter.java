package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.system.NewName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes files into the user's folders, whole or not at all (but see {@link NewName}): into a
 * temporary file, which gets the final name when all of it is on the disk.
 */
final class SidecarWriter {

  private static final Pattern LEFT_OVER = Pattern.compile("\\.tsr-[0-9a-f]{8}\\.tmp");

  /** Older temporary files are those of a program that was killed. */
  private static final Duration LONG_AGO = Duration.ofHours(1);

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
      NewName.give(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /**
   * Fails where a file cannot be written into a folder.
   *
   * @throws IOException as {@link #create} and {@link #replace} would throw it
   */
  static void checkWritable(Path folder) throws IOException {
    if (!Files.isWritable(folder)) {
      throw Files.notExists(folder)
          ? new NoSuchFileException(folder.toString())
          : new AccessDeniedException(folder.toString());
    }
  }

  /** Deletes a file that a killed tsr has left; any other entry stays. */
  static void removeLeftover(Path entry) {
    try {
      if (LEFT_OVER.matcher(String.valueOf(entry.getFileName())).matches()
          && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(entry).toInstant().isBefore(Instant.now().minus(LONG_AGO))) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      return; // it takes a little room until the next time
    }
  }

  /**
   * Replaces a file, whose permissions and owner the new one gets.
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
    PosixFileAttributeView old = posix(from);
    PosixFileAttributeView copy = posix(to);
    if (old != null && copy != null) {
      PosixFileAttributes attributes = old.readAttributes();
      copyOwner(attributes, copy);
      copy.setPermissions(attributes.permissions());
    }
  }

  /** Only root may give a file to others; of another user the file becomes the user's own. */
  private static void copyOwner(PosixFileAttributes from, PosixFileAttributeView to)
      throws IOException {
    PosixFileAttributes now = to.readAttributes();
    try {
      if (!now.group().equals(from.group())) {
        to.setGroup(from.group());
      }
      if (!now.owner().equals(from.owner())) {
        to.setOwner(from.owner());
      }
    } catch (FileSystemException e) {
      return; // the system refuses
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Describes to a user why a file could not be written. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    String reason =
        switch (e) {
          case NoSuchFileException _ -> "its folder is gone";
          case AccessDeniedException _ -> "permission denied; check the permissions of its folder";
          case IOException full when message.endsWith("No space left on device") ->
              "the disk is full; free some space, and export again";
          default -> ReadFailure.of(e);
        };
    return "cannot be written: " + reason;
  }
}
