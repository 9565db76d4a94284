package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the stamps of files: size, time and file key. */
public final class FileStamps {

  /** Some thirteen days in nanoseconds. */
  private static final long MARGIN = (1L << 50) - 1;

  private FileStamps() {}

  public static FileStamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return new FileStamp(
        attributes.size(),
        nanoseconds(attributes.lastModifiedTime()),
        key == null ? null : key.toString());
  }

  /**
   * A time in nanoseconds since 1970. A time that 64 bits cannot hold, before 1677 or after 2262,
   * is mapped into the thirteen days before the limit, so that times sort correctly and a change of
   * the time changes the number.
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

  /** Whether a file has several names; false where the system does not tell. */
  public static boolean hasHardLinks(Path path) {
    try {
      return Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
              instanceof Integer links
          && links > 1;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What changes whenever a file is replaced or written, whatever time it is given then; null if it
   * cannot be read. Where the system does not tell when the file changed, its stamp.
   */
  public static @Nullable Object state(LocalFile file) {
    try {
      Path path = RecordedPath.toRead(file.path());
      return path.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? Files.readAttributes(
              path, "unix:dev,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS)
          : of(path);
    } catch (IOException e) {
      return null;
    }
  }

  /** The present stamp of the file at a real path. */
  public static FileStamp of(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether a file has the recorded stamp. */
  public static boolean isStill(LocalFile file) {
    try {
      return of(RecordedPath.toRead(file.path())).equals(file.stamp());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The present stamp of a recorded file; empty if the file is gone or its size or time differs.
   * The file key may differ.
   */
  public static Optional<FileStamp> ifUnchanged(LocalFile file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              RecordedPath.toRead(file.path()),
              BasicFileAttributes.class,
              LinkOption.NOFOLLOW_LINKS);
      return Optional.of(of(attributes))
          .filter(now -> attributes.isRegularFile() && now.hasSizeAndTimeOf(file.stamp()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
