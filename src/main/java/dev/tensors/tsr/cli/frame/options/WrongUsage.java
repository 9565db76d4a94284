package dev.tensors.tsr.cli.frame.options;

/** The user gave a value that an option cannot have, or arguments that do not fit together. */
public final class WrongUsage extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, and what to do
   */
  public WrongUsage(String message) {
    super(message);
  }
}
