package dev.tensors.tsr.modelfile;

/** The result of reading a header. */
public sealed interface HeaderReading {

  /**
   * The header is valid, and the file is as long as it says. The tensors of a .safetensors file
   * fill it without hole or overlap.
   */
  record Valid(Header header) implements HeaderReading {}

  /**
   * The file cannot be loaded as a model.
   *
   * @param reason one line for the user, without control characters and without the file's name,
   *     with the likely cause where it is known
   */
  record Refused(String reason) implements HeaderReading {}
}
