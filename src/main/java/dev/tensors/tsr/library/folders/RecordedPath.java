package dev.tensors.tsr.library.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a recorded text. Another program may have recorded it, or another system, so that it
 * can be no path here.
 */
public final class RecordedPath {

  /**
   * Data sets and spaces can have models, too. The name of a blob tells one in a copy of a
   * repository's folder, whatever that is called.
   */
  private static final Pattern IN_HUB_CACHE =
      Pattern.compile(
          "[/\\\\](?:models|datasets|spaces)--[^/\\\\]*[/\\\\](?:snapshots|blobs)[/\\\\]"
              + "|[/\\\\]blobs[/\\\\](?:[0-9a-f]{40}|[0-9a-f]{64})$");

  private RecordedPath() {}

  /** Empty if the text can be no path here. */
  public static Optional<Path> of(String recorded) {
    try {
      return Optional.of(Path.of(recorded));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The paths of some texts, without those that can be no paths here. */
  public static List<Path> all(Collection<String> recorded) {
    return recorded.stream().flatMap(text -> of(text).stream()).toList();
  }

  /**
   * The path of a file or a folder that is to be read.
   *
   * @throws NoSuchFileException if the text can be no path here, so that nothing is there
   */
  public static Path toRead(String recorded) throws NoSuchFileException {
    return content(named(recorded));
  }

  /**
   * The path itself, which in Hugging Face's cache is a symlink.
   *
   * @throws NoSuchFileException as {@link #toRead} does
   */
  public static Path named(String recorded) throws NoSuchFileException {
    return of(recorded).orElseThrow(() -> new NoSuchFileException(recorded));
  }

  /**
   * The real path of a file's content. Only a file in Hugging Face's cache is recorded by the
   * symlink of a snapshot, which names what its content does not.
   */
  public static Path content(Path recorded) {
    String text = recorded.toString();
    if (!isInHubCache(text)) {
      return recorded;
    }
    try {
      Path target = Files.readSymbolicLink(recorded);
      Path content = recorded.resolveSibling(target).normalize();
      Path blobs = content.getParent();
      return blobs != null && blobs.endsWith("blobs") ? content : recorded;
    } catch (IOException | UnsupportedOperationException e) {
      return recorded; // no symlink, as on systems without them
    }
  }

  /** Whether a recorded file belongs to the cache of Hugging Face's programs. */
  public static boolean isInHubCache(String recorded) {
    return IN_HUB_CACHE.matcher(recorded).find();
  }

  /** The name of the file; the whole text if it can be no path here. */
  public static String name(String recorded) {
    return of(recorded).map(Path::getFileName).map(Path::toString).orElse(recorded);
  }
}
