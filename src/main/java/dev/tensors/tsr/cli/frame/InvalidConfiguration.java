package dev.tensors.tsr.cli.frame;

/** Something that the user configured cannot be used; the message says what, and why. */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1;

  public InvalidConfiguration(String message) {
    super(message);
  }
}
