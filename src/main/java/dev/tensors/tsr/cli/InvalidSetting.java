package dev.tensors.tsr.cli;

/** Something that the user configured cannot be used; the message says what, and why. */
final class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidSetting(String message) {
    super(message);
  }
}
