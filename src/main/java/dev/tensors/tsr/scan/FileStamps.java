package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes the stamps of files. */
public final class FileStamps {

  /** Nanoseconds of some thirteen days. */
  private static final long MARGIN = (1L << 50) - 1;

  private FileStamps() {}

  static FileStamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return new FileStamp(
        attributes.size(),
        nanoseconds(attributes.lastModifiedTime()),
        key == null ? null : key.toString());
  }

  /**
   * A time in nanoseconds since 1970. One that 64 bits cannot hold, before 1677 or after 2262, is
   * put within thirteen days of the limit, each at a place of its own: it sorts as it should, and a
   * change of it is seen.
   */
  static long nanoseconds(FileTime time) {
    long nanoseconds = time.to(TimeUnit.NANOSECONDS);
    if (nanoseconds != Long.MAX_VALUE && nanoseconds != Long.MIN_VALUE) {
      return nanoseconds;
    }
    Instant instant = time.toInstant();
    long place =
        instant.getEpochSecond() * TimeUnit.SECONDS.toNanos(1) + instant.getNano() & MARGIN;
    return nanoseconds > 0 ? Long.MAX_VALUE - place : Long.MIN_VALUE + place;
  }

  /** The stamp of what lies at a real path now. */
  static FileStamp of(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether a recorded file is there with the stamp that it had when it was read. */
  public static boolean isStill(LocalFile file) {
    try {
      return of(Path.of(file.path())).equals(file.stamp());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The stamp of a recorded file as it is now, whatever its file key; empty if it is not there with
   * the size and time that it had when it was read.
   */
  static Optional<FileStamp> ifUnchanged(LocalFile file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              Path.of(file.path()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(of(attributes))
          .filter(now -> attributes.isRegularFile() && now.hasSizeAndTimeOf(file.stamp()));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // other programs may have recorded what is no path
    }
  }
}
