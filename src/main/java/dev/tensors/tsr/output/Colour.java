package dev.tensors.tsr.output;

/** When to colour. */
public enum Colour {
  /** On a terminal, unless the environment says otherwise. */
  AUTO,
  ALWAYS,
  NEVER
}
