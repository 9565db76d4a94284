package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FileStamp;
import java.nio.file.Path;

/**
 * A model file that was found.
 *
 * @param path its real path
 * @param failedBefore what is remembered of it as a failed file; null: nothing
 */
record FoundFile(Path path, FileStamp stamp, FailedFile failedBefore) {

  FoundFile(Path path, FileStamp stamp) {
    this(path, stamp, null);
  }

  FoundFile with(FailedFile failed) {
    return new FoundFile(path, stamp, failed);
  }

  /** Whether it was refused for its content, which is the same since. */
  boolean isKnownToFail() {
    return failedBefore != null && failedBefore.isUnchanged(stamp);
  }
}
