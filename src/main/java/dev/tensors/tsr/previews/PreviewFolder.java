package dev.tensors.tsr.previews;

import dev.tensors.tsr.civitai.FetchedPicture;
import dev.tensors.tsr.model.files.PictureFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The folder of the kept pictures: {@code VERSION/PICTURE.ENDING}, and {@code
 * embedded/SHA256.ENDING} of the headers of model files. The names are numbers and hashes, never
 * text from CivitAI. A file appears whole or not at all.
 */
public final class PreviewFolder {

  private static final String PARTIAL = ".partial";
  private static final String EMBEDDED = "embedded";

  /** A picture takes much less: an older partial file was left by a tsr that was killed. */
  private static final Duration LEFT_OVER = Duration.ofHours(1);

  private final Path folder;

  public PreviewFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if it is absent.
   *
   * @throws IOException if that is impossible
   */
  public static PreviewFolder create(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new PreviewFolder(folder);
  }

  /** Why the folder, or a picture in it, could not be created; for a message. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case FileAlreadyExistsException e ->
          "a file is in the place of the folder " + Path.of(e.getFile()).getFileName();
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** The kept pictures of a version by their names; none if the folder cannot be read. */
  public Map<String, Path> of(long versionId) {
    Map<String, Path> pictures = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(version(versionId))) {
      for (Path file : files) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        if (dot > 0 && isPicture(name.substring(dot + 1)) && isWhole(file)) {
          pictures.merge(
              name.substring(0, dot), file, (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return pictures;
    }
    return pictures;
  }

  private static boolean isPicture(String ending) {
    return PictureFormat.KEPT.stream().anyMatch(format -> format.ending().equals(ending));
  }

  /** A power failure may have left an empty file. */
  private static boolean isWhole(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) > 0;
  }

  /** Stores a picture of a version. */
  public void store(long versionId, String picture, FetchedPicture.Usable fetched)
      throws IOException {
    store(version(versionId), picture, fetched.content(), fetched.format());
  }

  /**
   * The file of a picture from the header of a model file, which is written if it is not there.
   *
   * @param sha256 of the model file
   */
  public Path embedded(String sha256, EmbeddedPicture picture) throws IOException {
    Path file = folder.resolve(EMBEDDED).resolve(sha256 + "." + picture.format().ending());
    return Files.isRegularFile(file) && Files.size(file) == picture.content().length
        ? file
        : store(folder.resolve(EMBEDDED), sha256, picture.content(), picture.format());
  }

  private static Path store(Path folder, String picture, byte[] content, PictureFormat format)
      throws IOException {
    Path file = Files.createDirectories(folder).resolve(picture + "." + format.ending());
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path partial = folder.resolve("." + picture + "-" + unique + PARTIAL);
    try {
      write(partial, content);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true); // before the rename, so that no power failure leaves half a picture
    }
  }

  /** Deletes the partial files that a killed tsr left in the folder of a version. */
  public void removeLeftovers(long versionId) {
    Instant before = Instant.now().minus(LEFT_OVER);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(version(versionId), ".*" + PARTIAL)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Partial files that stay take only a little room, and the next run tries again.
    }
  }

  private Path version(long versionId) {
    return folder.resolve(String.valueOf(versionId));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
