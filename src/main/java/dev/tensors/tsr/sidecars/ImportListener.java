package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.LocalFile;
import java.nio.file.Path;

/** Hears of what an import does; one thread calls it. */
public interface ImportListener {

  /** A sidecar was read, or passed over; what was taken from it is committed. */
  void done(ImportOutcome outcome);

  /** A path is not there. */
  void absent(Path path);

  /** A path is there, but the catalogue has no file at it or below it. */
  void unrecorded(Path path);

  /** A file is no longer as it was scanned, so that its sidecars were not read. */
  void changed(LocalFile file);

  /** The weights of a file could not be hashed, so that a claim stays one. */
  void unhashed(LocalFile file, String reason);
}
