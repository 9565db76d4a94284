package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.LocalFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recorded state of a file that the scan has found. */
public sealed interface Recognized {

  /** Recorded under this path, and unchanged since. */
  record Same(LocalFile file) implements Recognized {}

  /**
   * Perhaps one of the files that were recorded with this stamp under other paths, where they no
   * longer are; its content tells.
   */
  record Moved(List<LocalFile> candidates) implements Recognized {}

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
