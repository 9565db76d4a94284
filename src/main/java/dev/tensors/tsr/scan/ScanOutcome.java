package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFileWriter.LostByChange;
import org.jspecify.annotations.Nullable;

/** The outcome of one file; its change of the catalogue is already committed. */
public sealed interface ScanOutcome {

  /** The file's path, which is the real path if the file exists. */
  String path();

  /**
   * Recorded for the first time.
   *
   * @param id its row; null in a dry run
   * @param read null in a dry run, which reads no file
   */
  record Added(String path, long sizeBytes, @Nullable Long id, @Nullable FileRead read)
      implements ScanOutcome {}

  /**
   * The content of a recorded file has changed; in a dry run, its size or time.
   *
   * @param oldSha256 of the old content, upper case hex
   * @param read null in a dry run, which reads no file
   * @param lost what the old content has and the new one has not
   */
  record Changed(
      String path,
      long sizeBytes,
      long id,
      String oldSha256,
      @Nullable FileRead read,
      LostByChange lost)
      implements ScanOutcome {}

  /** Recorded under another path before. */
  record Moved(String path, LocalFile file) implements ScanOutcome {}

  /** Unchanged since it was recorded. */
  record Unchanged(String path, LocalFile file) implements ScanOutcome {}

  /**
   * Recorded, and gone.
   *
   * @param file the row before; it is marked missing if an earlier scan had found the file gone
   */
  record Missing(String path, LocalFile file) implements ScanOutcome {}

  /**
   * Not recorded; its former row, if any, stays.
   *
   * @param id its former row; null: none
   * @param known whether the file failed in an earlier scan, and is unchanged since
   */
  record Failed(String path, @Nullable Long id, String reason, boolean known)
      implements ScanOutcome {}
}
