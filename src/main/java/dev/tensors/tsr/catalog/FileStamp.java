package dev.tensors.tsr.catalog;

import java.util.Objects;

/**
 * What tells that a file is still the one that was read.
 *
 * @param sizeBytes its length
 * @param mtimeNs its modification time, nanoseconds since 1970
 * @param fileKey its device and inode as the system tells them; null where it has none
 */
public record FileStamp(long sizeBytes, long mtimeNs, String fileKey) {

  /** Of a row that another program made: no file has it. */
  public static final FileStamp UNKNOWN = new FileStamp(-1, -1, null);

  /** Whether size and time are the same: the file key may change where the file does not. */
  public boolean hasSizeAndTimeOf(FileStamp that) {
    return sizeBytes == that.sizeBytes && mtimeNs == that.mtimeNs;
  }

  // By hand: the first use of a generated one costs as much start-up as opening the database.
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp that
        && sizeBytes == that.sizeBytes
        && mtimeNs == that.mtimeNs
        && Objects.equals(fileKey, that.fileKey);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(mtimeNs) + Long.hashCode(sizeBytes);
  }
}
