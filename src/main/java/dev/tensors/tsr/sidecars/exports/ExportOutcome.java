package dev.tensors.tsr.sidecars.exports;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What export did with one file beside a model file.
 *
 * @param path the model file's
 * @param target the program that the file is for; null: a picture, which is for all of them
 * @param beside the other file; null: a picture of which there is none
 * @param reason why it was not written, or which fields were filled; null: neither
 */
record ExportOutcome(
    String path,
    @Nullable ExportTarget target,
    @Nullable Path beside,
    ExportStatus status,
    @Nullable String reason) {

  /** What an export did with a sidecar or picture. */
  public enum ExportStatus {
    /** The file was absent, and was written. */
    WRITTEN,
    /** The file is absent, and would be written: a dry run. */
    WRITE,
    /** The sidecar's empty fields were filled. */
    MERGED,
    /** The sidecar's empty fields would be filled: a dry run. */
    MERGE,
    /** The file exists, and was left unchanged. */
    PRESENT,
    /** The file is absent, and cannot be written for this model file. */
    SKIPPED,
    /** The sidecar exists, and cannot or may not be filled. */
    REFUSED,
    /** The disk or the system refused to read or write the file. */
    FAILED;

    /** The status as results write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
