package dev.tensors.tsr.civitai;

/** CivitAI must not be asked so; the message says why in one line, and never holds the key. */
public final class InvalidSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final boolean ofEnvironment;

  private InvalidSettings(String message, boolean ofEnvironment) {
    super(message);
    this.ofEnvironment = ofEnvironment;
  }

  InvalidSettings(String message) {
    this(message, false);
  }

  /** The message names the environment variable, and what to do about it. */
  static InvalidSettings ofEnvironment(String message) {
    return new InvalidSettings(message, true);
  }

  /** Whether an environment variable is at fault, which the message names, with what to do. */
  public boolean isOfEnvironment() {
    return ofEnvironment;
  }
}
