package dev.tensors.tsr.cli.frame;

/** A setting of the user is invalid; the message names it, the reason and the next step. */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1;

  public InvalidConfiguration(String message) {
    super(message);
  }
}
