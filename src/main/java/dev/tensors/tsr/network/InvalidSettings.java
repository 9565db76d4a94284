package dev.tensors.tsr.network;

/**
 * Settings that cannot be used. The message says why in one line, without the key, and names the
 * environment variable of a proxy or a certificate; whoever configured an address names its source.
 */
public final class InvalidSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String message;

  InvalidSettings(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
