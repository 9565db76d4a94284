package dev.tensors.tsr.sidecars.formats;

import org.jspecify.annotations.Nullable;

/**
 * The content of a sidecar.
 *
 * @param manager the program that wrote it; null: a file of another kind
 * @param claim null: it names no version
 */
public record Sidecar(@Nullable ManagerName manager, @Nullable Claim claim, UserNotes notes) {

  /** A file that is no sidecar of a known manager, or an empty one. */
  public static Sidecar nothing(@Nullable ManagerName manager) {
    return new Sidecar(manager, null, UserNotes.NONE);
  }
}
