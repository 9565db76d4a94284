package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Says why a file or folder could not be read, in a user's words. */
final class Reasons {

  private Reasons() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "may not be read; check its permissions";
      case NoSuchFileException _ -> "vanished while it was scanned";
      case FileSystemLoopException _ -> "a symlink that leads to itself";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
