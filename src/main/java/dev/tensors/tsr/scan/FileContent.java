package dev.tensors.tsr.scan;

/** What came of reading a recorded file again. */
sealed interface FileContent {

  /**
   * It was read whole.
   *
   * @param sha256 upper case hex
   * @param edited whether its size or time is another than recorded
   */
  record Hashed(String sha256, boolean edited) implements FileContent {}

  /** It is not there. */
  record Absent() implements FileContent {}

  /** It could not be read, for this reason. */
  record Unreadable(String reason) implements FileContent {}
}
