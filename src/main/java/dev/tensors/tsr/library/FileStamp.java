package dev.tensors.tsr.library;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a file has changed, without reading it.
 *
 * @param sizeBytes its length
 * @param mtimeNs its modification time, nanoseconds since 1970
 * @param fileKey its device and inode; null on systems without them
 */
public record FileStamp(long sizeBytes, long mtimeNs, @Nullable String fileKey) {

  /** The stamp of a row that has none recorded. No file has this stamp. */
  public static final FileStamp UNKNOWN = new FileStamp(-1, -1, null);

  /** Compares all but the file key, which can change while the file does not. */
  public boolean hasSizeAndTimeOf(FileStamp that) {
    return sizeBytes == that.sizeBytes && mtimeNs == that.mtimeNs;
  }

  // Written out: the first call of a generated one takes as long as opening the database.
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp that
        && sizeBytes == that.sizeBytes
        && mtimeNs == that.mtimeNs
        && Objects.equals(fileKey, that.fileKey);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(mtimeNs) + Long.hashCode(sizeBytes))
        + Objects.hashCode(fileKey);
  }
}
