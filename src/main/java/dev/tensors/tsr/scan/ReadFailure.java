package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Describes to a user why a file or folder could not be read. */
public final class ReadFailure {

  private static final String TOO_MANY_LINKS = "Too many levels of symbolic links";
  private static final String LOOP = "a symlink loop";

  private ReadFailure() {}

  /** Whether a path does not exist, or one of its parents is not a folder. */
  static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof FileSystemException f && "Not a directory".equals(f.getReason());
  }

  /** Whether symlinks form a loop. */
  static boolean isLoop(IOException e) {
    return e instanceof FileSystemLoopException
        || e instanceof FileSystemException f
            && String.valueOf(f.getReason()).startsWith(TOO_MANY_LINKS);
  }

  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied; check its permissions";
      case NoSuchFileException _ -> "was deleted during the scan";
      case IOException loop when isLoop(loop) -> LOOP;
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
