package dev.tensors.tsr.cli.frame;

/** The user pressed Ctrl-C while a result was being written. */
public final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Throws if the user has pressed Ctrl-C. */
  public static void check() {
    if (Thread.interrupted()) {
      throw new Interrupted();
    }
  }
}
