package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes the stamps of files. */
public final class Stamps {

  private Stamps() {}

  static Stamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        key == null ? null : key.toString());
  }

  /** The stamp of what lies at a real path now. */
  static Stamp of(Path path) throws IOException {
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
  static Optional<Stamp> ifUnchanged(LocalFile file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              Path.of(file.path()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(of(attributes))
          .filter(now -> attributes.isRegularFile() && now.hasSizeAndTimeOf(file.stamp()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
