package dev.tensors.tsr.cli;

/** Ctrl-C came while a result was written. */
final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Goes on, or not. */
  static void check() {
    if (Thread.interrupted()) {
      throw new Interrupted();
    }
  }
}
