package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;

/**
 * A model file that was found.
 *
 * @param path its real path
 * @param failedBefore what is remembered of it as a failed file; null: nothing
 */
record Candidate(Path path, Stamp stamp, FailedFile failedBefore) {

  Candidate(Path path, Stamp stamp) {
    this(path, stamp, null);
  }

  Candidate with(FailedFile failed) {
    return new Candidate(path, stamp, failed);
  }

  /** Whether it was refused for its content, which is the same since. */
  boolean isKnownToFail() {
    return failedBefore != null && failedBefore.isStill(stamp);
  }
}
