package dev.tensors.tsr.modelfile;

/** What came of reading a header. */
public sealed interface HeaderReading {

  /** The file is as long as its header says, and its tensors fill it without hole or overlap. */
  record Valid(Header header) implements HeaderReading {}

  /**
   * The file cannot be loaded as a model.
   *
   * @param reason one line for the user, without control characters, naming the likely cause where
   *     it is known; it does not name the file
   */
  record Refused(String reason) implements HeaderReading {}
}
