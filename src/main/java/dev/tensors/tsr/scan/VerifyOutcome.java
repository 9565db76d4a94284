package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;

/** What came of reading a recorded file again. */
public sealed interface VerifyOutcome {

  /** The file as it is recorded. */
  LocalFile file();

  /**
   * As it was recorded.
   *
   * @param differsFromCivitai whether it is linked to a version that has no such file
   */
  record Intact(LocalFile file, boolean differsFromCivitai) implements VerifyOutcome {}

  /**
   * Its content is another.
   *
   * @param actual the SHA-256, upper case hex
   * @param edited whether its size or time is another, too, as when a program wrote it
   */
  record Damaged(LocalFile file, String actual, boolean edited) implements VerifyOutcome {}

  /** It is not there. */
  record Missing(LocalFile file) implements VerifyOutcome {}

  /** It could not be read, for this reason. */
  record Unreadable(LocalFile file, String reason) implements VerifyOutcome {}
}
