package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;

/** Receives the results of a search for duplicates. */
public interface DuplicatesListener {

  /** Files with the same content were found. */
  void group(DuplicateGroup group);

  /** A file was left out: it is gone, or its size or time differs from the recorded one. */
  void changed(LocalFile file);
}
