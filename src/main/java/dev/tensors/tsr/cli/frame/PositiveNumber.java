package dev.tensors.tsr.cli.frame;

/** Parses a number from 1. */
public final class PositiveNumber extends WholeNumber {

  public PositiveNumber() {
    super(1, Integer.MAX_VALUE);
  }
}
