package dev.tensors.tsr.output.terminal;

/** When output is coloured. */
public enum Colour {
  /** On a terminal, unless environment variables such as NO_COLOR decide otherwise. */
  AUTO,
  ALWAYS,
  NEVER
}
