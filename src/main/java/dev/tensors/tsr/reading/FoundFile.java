package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.FileStamp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file that the scan has found.
 *
 * @param path its real path
 * @param failedBefore its row among the failed files; null: none
 */
public record FoundFile(Path path, FileStamp stamp, @Nullable FailedFile failedBefore) {

  public FoundFile(Path path, FileStamp stamp) {
    this(path, stamp, null);
  }

  public FoundFile with(FailedFile failed) {
    return new FoundFile(path, stamp, failed);
  }

  /** Whether an earlier scan refused a file with this path for the same reason. */
  public boolean failedBefore(String reason) {
    return failedBefore != null && failedBefore.reason().equals(reason);
  }

  /** The reason why an earlier scan refused the file, if it is unchanged since. */
  public @Nullable String knownRefusal() {
    return failedBefore != null && failedBefore.isUnchanged(stamp) ? failedBefore.reason() : null;
  }
}
