package dev.tensors.tsr.sidecars.files;

/** The result of reading a sidecar. */
public sealed interface SidecarReading {

  /** The whole text. */
  record Text(String text) implements SidecarReading {}

  /**
   * The sidecar cannot be used.
   *
   * @param reason such as {@code is larger than 16 MiB}
   * @param lasting whether that stays so until the file changes
   */
  record Refused(String reason, boolean lasting) implements SidecarReading {}

  /** The disk or the system refused to read the sidecar. */
  record Failed(String reason) implements SidecarReading {}
}
