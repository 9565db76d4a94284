package dev.tensors.tsr.output.formats;

/** Turns rows into the text of one format. */
interface RowFormat<T> {

  /** Appends the text that is complete with {@code row}: none, if the row is held back. */
  void row(T row, StringBuilder to);

  /** Between rows: a table shows an empty line before the next one. By default nothing. */
  default void gap() {}

  /** Appends the rest of the text; by default there is none. */
  default void end(StringBuilder to) {}
}
