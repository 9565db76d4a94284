package dev.tensors.tsr.library;

/**
 * A file that a scan refused.
 *
 * @param path its real path; of a broken symlink its own path
 * @param sizeBytes its length when it was refused
 * @param mtimeNs its modification time then, nanoseconds since 1970
 * @param reason why it is no model, to be shown to a user
 * @param failedAt when it was first refused for this reason; ISO 8601, UTC
 */
public record FailedFile(
    String path, long sizeBytes, long mtimeNs, String reason, String failedAt) {

  /** Whether a file with this stamp has not changed since it was refused. */
  public boolean isUnchanged(FileStamp stamp) {
    return sizeBytes == stamp.sizeBytes() && mtimeNs == stamp.mtimeNs();
  }
}
