package dev.tensors.tsr.reading;

/** The result of hashing the weights of a recorded file. */
public sealed interface WeightsReading {

  /**
   * All bytes after the header were read.
   *
   * @param sha256 upper case hex
   */
  record Hashed(String sha256) implements WeightsReading {}

  /** The file is gone, or its size or time differs from the recorded one: it was not hashed. */
  record Changed() implements WeightsReading {}

  /** The file could not be read. */
  record Unreadable(String reason) implements WeightsReading {}
}
