package dev.tensors.tsr.output.formats;

/** Turns rows into the text of one format. */
interface RowFormat<T> {

  /** Appends the text that is complete with {@code row}: none, if the row is held back. */
  void row(T row, StringBuilder to);

  /** Appends the rest of the text; by default there is none. */
  default void end(StringBuilder to) {}
}
