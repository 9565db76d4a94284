package dev.tensors.tsr.cli.frame;

/** Ctrl-C came while a result was written. */
public final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Goes on, or not. */
  public static void check() {
    if (Thread.interrupted()) {
      throw new Interrupted();
    }
  }
}
