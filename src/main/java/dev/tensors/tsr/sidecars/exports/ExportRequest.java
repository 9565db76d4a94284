package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.sidecars.exports.ExportOutcome.ExportStatus;
import java.util.Set;

/**
 * The options of an export.
 *
 * @param previews whether to put pictures beside files that have none
 * @param mature whether a picture may be one that CivitAI does not mark PG
 * @param merge whether to fill what is empty in sidecars that are there
 * @param dryRun whether to write nothing
 */
record ExportRequest(
    Set<ExportTarget> targets, boolean previews, boolean mature, boolean merge, boolean dryRun) {

  /** The status of a file that was absent, and could be written. */
  ExportStatus written() {
    return dryRun ? ExportStatus.WRITE : ExportStatus.WRITTEN;
  }

  /** The status of a sidecar whose empty fields could be filled. */
  ExportStatus merged() {
    return dryRun ? ExportStatus.MERGE : ExportStatus.MERGED;
  }

  /** Whether CivitAI's images are needed, to be written or to say why no picture is kept. */
  boolean needsImages() {
    return previews
        || targets.contains(ExportTarget.LORA_MANAGER)
        || targets.contains(ExportTarget.CIVITAI_HELPER);
  }
}
