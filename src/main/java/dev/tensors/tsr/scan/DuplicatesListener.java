package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;

/** Follows the search for duplicates. */
public interface DuplicatesListener {

  /** Files of one content were found. */
  void group(DuplicateGroup group);

  /** A file is not counted: it is gone, or its size or time is another than recorded. */
  void changed(LocalFile file);
}
