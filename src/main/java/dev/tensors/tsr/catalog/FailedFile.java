package dev.tensors.tsr.catalog;

/**
 * A file that a scan refused.
 *
 * @param path its real path; of a symlink that leads nowhere, its own
 * @param sizeBytes its length when it was refused
 * @param mtimeNs its modification time then, nanoseconds since 1970
 * @param reason why it is no model, in a user's words
 * @param failedAt when it was first refused for this reason; ISO 8601, UTC
 */
public record FailedFile(
    String path, long sizeBytes, long mtimeNs, String reason, String failedAt) {

  /** Whether a file with this stamp is still the one that was refused. */
  public boolean isStill(FileStamp stamp) {
    return sizeBytes == stamp.sizeBytes() && mtimeNs == stamp.mtimeNs();
  }
}
