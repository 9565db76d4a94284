package dev.tensors.tsr.civitai;

/** CivitAI must not be asked so; the message says why in one line, and never holds the key. */
public final class InvalidSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  InvalidSettings(String message) {
    super(message);
  }
}
