package dev.tensors.tsr.output;

/** One format's text for rows. */
interface RowFormat<T> {

  /** Appends what can be written once {@code row} is known, maybe nothing yet. */
  void row(T row, StringBuilder to);

  /** Appends all that is left: here nothing. */
  default void end(StringBuilder to) {}
}
