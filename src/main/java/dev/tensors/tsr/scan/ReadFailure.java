package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Says why a file or folder could not be read, in a user's words. */
final class ReadFailure {

  private static final String TOO_MANY_LINKS = "Too many levels of symbolic links";
  private static final String LOOP = "a symlink that leads to itself";

  private ReadFailure() {}

  /** Whether nothing is at a path, or something on its way is no folder. */
  static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof FileSystemException f && "Not a directory".equals(f.getReason());
  }

  /** Whether a symlink leads to itself. */
  static boolean isLoop(IOException e) {
    return e instanceof FileSystemLoopException
        || e instanceof FileSystemException f
            && String.valueOf(f.getReason()).startsWith(TOO_MANY_LINKS);
  }

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "may not be read; check its permissions";
      case NoSuchFileException _ -> "vanished while it was scanned";
      case IOException loop when isLoop(loop) -> LOOP;
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
