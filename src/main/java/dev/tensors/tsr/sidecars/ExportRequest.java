package dev.tensors.tsr.sidecars;

import java.util.Set;

/**
 * The options of an export.
 *
 * @param previews whether to put pictures beside files that have none
 * @param mature whether a picture may be one that CivitAI does not mark PG
 * @param merge whether to fill what is empty in sidecars that are there
 * @param dryRun whether to write nothing
 */
public record ExportRequest(
    Set<ExportTarget> targets, boolean previews, boolean mature, boolean merge, boolean dryRun) {

  /** Whether CivitAI's images are needed, to be written or to say why no picture is kept. */
  boolean needsImages() {
    return previews
        || targets.contains(ExportTarget.LORA_MANAGER)
        || targets.contains(ExportTarget.CIVITAI_HELPER);
  }
}
