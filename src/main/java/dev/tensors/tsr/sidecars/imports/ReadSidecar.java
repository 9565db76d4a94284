package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.sidecars.files.SidecarReading;
import dev.tensors.tsr.sidecars.formats.Claim;
import dev.tensors.tsr.sidecars.formats.Sidecar;
import org.jspecify.annotations.Nullable;

/**
 * A sidecar that was read.
 *
 * @param refused why it cannot be used; null: it can
 */
record ReadSidecar(FoundSidecar found, Sidecar content, SidecarReading.@Nullable Refused refused) {

  /** Whether only the hash of the weights can still prove the named version. */
  boolean needsWeights(String fileSha256) {
    Claim claim = content.claim();
    return claim != null && claim.namesWeights() && !claim.check(fileSha256, null).proves();
  }
}
