package dev.tensors.tsr.sidecars;

import org.jspecify.annotations.Nullable;

/**
 * What a sidecar tells.
 *
 * @param manager the program that wrote it; null: a file of another kind
 * @param claim null: it names no version
 */
record Sidecar(@Nullable ManagerName manager, @Nullable Claim claim, UserNotes notes) {

  /** A file that is no sidecar of a known manager, or one that says nothing. */
  static Sidecar nothing(@Nullable ManagerName manager) {
    return new Sidecar(manager, null, UserNotes.NONE);
  }
}
