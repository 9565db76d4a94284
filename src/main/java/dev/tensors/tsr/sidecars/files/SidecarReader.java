package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of sidecars: of regular files of a bounded size, and through symlinks only within
 * the scanned folders.
 */
public final class SidecarReader {

  /** The result of reading a sidecar. */
  public sealed interface SidecarReading {

    /** The whole text. */
    record Text(String text) implements SidecarReading {}

    /**
     * The sidecar cannot be used.
     *
     * @param reason such as {@code is larger than 16 MiB}
     * @param lasting whether that stays so until the file changes
     */
    record Refused(String reason, boolean lasting) implements SidecarReading {}

    /** The disk or the system refused to read the sidecar. */
    record Failed(String reason) implements SidecarReading {}
  }

  /**
   * A sidecar on the disk.
   *
   * @param real the path without symlinks
   * @param refused why it is not to be read; null: it is
   */
  public record Place(Path real, FileStamp stamp, @Nullable Refused refused) {}

  private static final int MOST_BYTES = 16 << 20;

  /** Programs on Chinese Windows write it; its strict decoder refuses most other text. */
  private static final String GBK = "GBK";

  private final List<Path> folders;

  /**
   * @param folders real paths; symlinks are followed to files below them
   */
  public SidecarReader(List<Path> folders) {
    this.folders = folders;
  }

  /**
   * Finds a sidecar.
   *
   * @throws IOException if it is gone, or its folder cannot be read
   */
  public Place find(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (!attributes.isSymbolicLink()) {
      return new Place(path, FileStamps.of(path), regular(attributes));
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      return new Place(path, FileStamps.of(path), new Refused("is a broken symlink", true));
    }
    if (folders.stream().noneMatch(real::startsWith)) {
      Refused refused = new Refused("is a symlink to a file outside the scanned folders", true);
      return new Place(path, FileStamps.of(path), refused);
    }
    return new Place(real, FileStamps.of(real), regular(attributes(real)));
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Refused regular(BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      return new Refused("is not a regular file", true);
    }
    return attributes.size() > MOST_BYTES ? new Refused("is larger than 16 MiB", true) : null;
  }

  /**
   * Reads a sidecar.
   *
   * @param otherEncodings whether a text that is not UTF-8 may be in the system's encoding or GBK
   */
  public static SidecarReading read(Place place, boolean otherEncodings) {
    if (place.refused() != null) {
      return place.refused();
    }
    try (InputStream in = Files.newInputStream(place.real(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      FileStamp now = FileStamps.of(place.real());
      return bytes.length == now.sizeBytes() && now.hasSizeAndTimeOf(place.stamp())
          ? decode(bytes, otherEncodings)
          : new Refused("is being written; run the command again", false);
    } catch (NoSuchFileException e) {
      return new Refused("was deleted", false);
    } catch (IOException e) {
      return new SidecarReading.Failed("cannot be read: " + ReadFailure.of(e));
    }
  }

  private static SidecarReading decode(byte[] bytes, boolean otherEncodings) {
    String text = decode(bytes, StandardCharsets.UTF_8.name());
    if (text == null && otherEncodings) {
      text = decode(bytes, System.getProperty("native.encoding", GBK));
      text = text == null ? decode(bytes, GBK) : text;
    }
    return text == null
        ? new Refused(otherEncodings ? "is neither UTF-8 nor GBK" : "is not UTF-8", true)
        : new SidecarReading.Text(text);
  }

  private static @Nullable String decode(byte[] bytes, String encoding) {
    try {
      return Charset.isSupported(encoding)
          ? Charset.forName(encoding).newDecoder().decode(ByteBuffer.wrap(bytes)).toString()
          : null;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return null;
    }
  }
}
