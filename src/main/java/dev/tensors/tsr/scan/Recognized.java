package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import org.jspecify.annotations.Nullable;

/** The recorded state of a file that the scan has found. */
sealed interface Recognized {

  /** Recorded under this path, and unchanged since. */
  record Same(LocalFile file) implements Recognized {}

  /** Recorded under another path, where it no longer is. */
  record Moved(LocalFile file) implements Recognized {}

  /**
   * A hard link to a recorded file.
   *
   * @param known the row of this path; null: none
   */
  record HardLink(LocalFile original, @Nullable LocalFile known) implements Recognized {}

  /**
   * New or changed: to be read.
   *
   * @param known the row of this path; null: none
   */
  record Unread(@Nullable LocalFile known) implements Recognized {}
}
