package dev.tensors.tsr.library;

import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The path of a recorded text. Another program may have recorded it, or another system, so that it
 * can be no path here.
 */
public final class RecordedPath {

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
    return of(recorded).orElseThrow(() -> new NoSuchFileException(recorded));
  }

  /** The name of the file; the whole text if it can be no path here. */
  public static String name(String recorded) {
    return of(recorded).map(Path::getFileName).map(Path::toString).orElse(recorded);
  }
}
