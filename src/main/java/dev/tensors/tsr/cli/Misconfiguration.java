package dev.tensors.tsr.cli;

/** Something that the user configured cannot be used; the message says what, and why. */
final class Misconfiguration extends RuntimeException {

  private static final long serialVersionUID = 1;

  Misconfiguration(String message) {
    super(message);
  }
}
