package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;

/** Follows the search for copies that can be deleted. */
public interface RemovalListener extends DuplicatesListener {

  /** At most so many files that stay, of so many bytes together, are to be read. */
  void toRead(int files, long bytes);

  /** So many bytes of a file were read; called often. */
  void read(long bytes);

  /** A file was read to see whether it can stay, and its content is not the recorded one. */
  void damaged(LocalFile file);

  /** A file was to be read to see whether it can stay, and could not be. */
  void unreadable(LocalFile file, String reason);

  /** Of a group that was handed over, no file was seen whole: none of it can be deleted. */
  void noneStays(DuplicateGroup group);

  /** A file can be deleted: one of its content stays. */
  void removable(LocalFile file);
}
