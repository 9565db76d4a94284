package dev.tensors.tsr.network;

/** Settings that cannot be used. The message says why in one line, without the key. */
public final class InvalidSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final boolean ofEnvironment;

  private final String message;

  private InvalidSettings(String message, boolean ofEnvironment) {
    super(message);
    this.message = message;
    this.ofEnvironment = ofEnvironment;
  }

  InvalidSettings(String message) {
    this(message, false);
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The message names the environment variable, and says what to do. */
  static InvalidSettings ofEnvironment(String message) {
    return new InvalidSettings(message, true);
  }

  /** Whether the cause is an environment variable; the message then names it. */
  public boolean isOfEnvironment() {
    return ofEnvironment;
  }
}
