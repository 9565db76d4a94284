package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FileStamp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file that the scan has found.
 *
 * @param path its real path
 * @param failedBefore its row among the failed files; null: none
 */
record FoundFile(Path path, FileStamp stamp, @Nullable FailedFile failedBefore) {

  FoundFile(Path path, FileStamp stamp) {
    this(path, stamp, null);
  }

  FoundFile with(FailedFile failed) {
    return new FoundFile(path, stamp, failed);
  }

  /** Whether an earlier scan refused a file with this path for the same reason. */
  boolean failedBefore(String reason) {
    return failedBefore != null && failedBefore.reason().equals(reason);
  }

  /** The reason why an earlier scan refused the file, if it is unchanged since. */
  @Nullable String knownRefusal() {
    return failedBefore != null && failedBefore.isUnchanged(stamp) ? failedBefore.reason() : null;
  }
}
