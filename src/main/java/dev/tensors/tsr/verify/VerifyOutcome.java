package dev.tensors.tsr.verify;

import dev.tensors.tsr.library.CivitaiDifference;
import dev.tensors.tsr.library.LocalFile;

/** The result of verifying a recorded file. */
public sealed interface VerifyOutcome {

  /** The file's row. */
  LocalFile file();

  /**
   * The content is the recorded one.
   *
   * @param difference from the files of the linked version
   */
  record Intact(LocalFile file, CivitaiDifference difference) implements VerifyOutcome {}

  /**
   * The content differs from the recorded one.
   *
   * @param actual the SHA-256 of the content, upper case hex
   * @param edited whether the size or time differs, too, as after a change by a program
   */
  record Damaged(LocalFile file, String actual, boolean edited) implements VerifyOutcome {}

  /** The file does not exist. */
  record Missing(LocalFile file) implements VerifyOutcome {}

  /** The file could not be read. */
  record Unreadable(LocalFile file, String reason) implements VerifyOutcome {}
}
