package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.FileStamp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file that the scan has found.
 *
 * @param path its real path; of a file in Hugging Face's cache its name in a snapshot
 * @param failedBefore its row among the failed files; null: none
 * @param hub what Hugging Face's cache tells of it; null: it is no file of one
 */
public record FoundFile(
    Path path, FileStamp stamp, @Nullable FailedFile failedBefore, @Nullable HubFile hub) {

  public FoundFile(Path path, FileStamp stamp) {
    this(path, stamp, null, null);
  }

  public FoundFile(Path path, FileStamp stamp, @Nullable HubFile hub) {
    this(path, stamp, null, hub);
  }

  /** The real path of its content. */
  public Path content() {
    return hub == null ? path : hub.blob();
  }

  public FoundFile with(FailedFile failed) {
    return new FoundFile(path, stamp, failed, hub);
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
