package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;

/** What a scan found of one file. What it says of the catalogue is committed already. */
public sealed interface ScanOutcome {

  /** The file's path: real where the file could be found. */
  String path();

  /**
   * Recorded for the first time.
   *
   * @param id its row; null in a dry run
   * @param read null in a dry run, where it was not read
   */
  record Added(String path, long sizeBytes, Long id, Fingerprint read) implements ScanOutcome {}

  /**
   * Recorded anew, since its content is another one.
   *
   * @param read null in a dry run, where it was not read: its size or time is another one then
   * @param lostVersion CivitAI's id of the version to which the old content was linked by hand, and
   *     the new one is not; null if there was no such link, or it stays
   */
  record Changed(String path, long sizeBytes, Long id, Fingerprint read, Long lostVersion)
      implements ScanOutcome {}

  /** Recorded under another path before. */
  record Moved(String path, LocalFile file) implements ScanOutcome {}

  /** As it was recorded. */
  record Unchanged(String path, LocalFile file) implements ScanOutcome {}

  /**
   * Recorded, and not there any more.
   *
   * @param file whether it is marked missing tells whether an earlier scan said so, too
   */
  record Missing(String path, LocalFile file) implements ScanOutcome {}

  /**
   * Not recorded, for this reason; what was recorded of it before stays.
   *
   * @param id its row; null if nothing was recorded before
   * @param known whether an earlier scan said so, too, and the file is the same since
   */
  record Failed(String path, Long id, String reason, boolean known) implements ScanOutcome {}
}
