package dev.tensors.tsr.reading;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes to a user why a file or folder could not be read. */
public final class ReadFailure {

  private static final String TOO_MANY_LINKS = "Too many levels of symbolic links";
  private static final String LOOP = "a symlink loop";

  private static final String DANGLING = "dangling symlink";
  private static final String DENIED = "permission denied";

  private ReadFailure() {}

  public static String dangling(Path target) {
    return DANGLING + " to " + target;
  }

  /**
   * The kind of a failure that tells nothing of a file's content: a broken symlink or a lack of
   * permission; null for others.
   */
  public static @Nullable String ofPlace(String reason) {
    return Stream.of(DANGLING, DENIED).filter(reason::startsWith).findFirst().orElse(null);
  }

  /** Whether a path does not exist, or one of its parents is not a folder. */
  public static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof FileSystemException f && "Not a directory".equals(f.getReason());
  }

  /** Whether symlinks form a loop. */
  public static boolean isLoop(IOException e) {
    return e instanceof FileSystemLoopException
        || e instanceof FileSystemException f
            && String.valueOf(f.getReason()).startsWith(TOO_MANY_LINKS);
  }

  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> DENIED + "; check its permissions";
      case NoSuchFileException _ -> "was deleted during the scan";
      case IOException loop when isLoop(loop) -> LOOP;
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
