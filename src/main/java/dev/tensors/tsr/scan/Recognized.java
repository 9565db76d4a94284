package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;

/** What the catalogue knows of a file that was found. */
sealed interface Recognized {

  /** Recorded under this path, and unchanged since. */
  record Same(LocalFile file) implements Recognized {}

  /** Recorded under a path where it is no longer. */
  record Moved(LocalFile file) implements Recognized {}

  /**
   * Another name of a file that is recorded.
   *
   * @param known what is recorded under this path; null if nothing
   */
  record HardLink(LocalFile original, LocalFile known) implements Recognized {}

  /**
   * To be read.
   *
   * @param known what is recorded under this path; null if nothing
   */
  record Unread(LocalFile known) implements Recognized {}
}
