package dev.tensors.tsr.organise;

import org.jspecify.annotations.Nullable;

/**
 * What came of one file of a folder that is said to be elsewhere.
 *
 * @param id its row
 * @param oldPath where it was recorded
 * @param path where it should be now: its real path if a file is there
 * @param reason why the file was not moved, and what to do; null if it was moved, or an earlier
 *     scan had marked it missing
 */
public record RelocatedFile(
    long id, String oldPath, String path, Status status, @Nullable String reason) {

  /** The outcome for a file. */
  public enum Status {
    /** The file is recorded at the new path. */
    MOVED,

    /** No file is at the new path. */
    ABSENT,

    /** The file at the new path is another one, or may be. */
    DIFFERS
  }
}
