package dev.tensors.tsr.archive;

/** The user named a file that is no archive, or a damaged one. */
public final class ArchiveUnusable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong with it, and what to do
   */
  ArchiveUnusable(String message, Throwable cause) {
    super(message, cause);
  }

  ArchiveUnusable(String message) {
    super(message);
  }
}
