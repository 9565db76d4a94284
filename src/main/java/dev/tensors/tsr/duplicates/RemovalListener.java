package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;
import java.util.List;

/** Receives the results of a search for copies that can be deleted. */
public interface RemovalListener extends DuplicatesListener {

  /**
   * The number of files to be read, if the first one of each group is whole, and their size
   * together.
   */
  void toRead(long files, long bytes);

  /** Reports the number of bytes just read; called often. */
  void read(long bytes);

  /** The content of a file to be kept differs from the recorded one. */
  void damaged(LocalFile file);

  /** The content of a copy differs from that of the file to be kept, which is as recorded. */
  void different(LocalFile copy, LocalFile kept);

  /** A file could not be read. */
  void unreadable(LocalFile file, String reason);

  /** No file of a group is intact, so none can be deleted. */
  void noneStays(DuplicateGroup group);

  /** A file can be deleted by all of its names, since a whole copy is kept. */
  void removable(List<LocalFile> names);
}
