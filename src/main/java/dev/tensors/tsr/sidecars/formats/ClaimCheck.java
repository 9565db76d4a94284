package dev.tensors.tsr.sidecars.formats;

import org.jspecify.annotations.Nullable;

/**
 * The result of comparing a sidecar's claim with the hashes of the file beside it.
 *
 * @param version CivitAI's id of the version that the sidecar names; null: several, or none
 */
public record ClaimCheck(SidecarStatus status, @Nullable Long version) {

  /** Whether a hash proves that the file is of the version. */
  public boolean proves() {
    return status == SidecarStatus.PROVED || status == SidecarStatus.SAME_WEIGHTS;
  }
}
