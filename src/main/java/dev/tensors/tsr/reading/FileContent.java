package dev.tensors.tsr.reading;

/** The result of reading a recorded file again. */
public sealed interface FileContent {

  /**
   * The whole file was read.
   *
   * @param sha256 upper case hex
   * @param edited whether its size or time differs from the recorded one
   */
  record Hashed(String sha256, boolean edited) implements FileContent {}

  /** The file does not exist. */
  record Absent() implements FileContent {}

  /** The file could not be read. */
  record Unreadable(String reason) implements FileContent {}
}
