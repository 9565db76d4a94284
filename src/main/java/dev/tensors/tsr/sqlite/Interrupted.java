package dev.tensors.tsr.sqlite;

/**
 * The thread was interrupted, by Ctrl-C, while it waited for a lock, while a long statement ran, or
 * while rows were written.
 */
public final class Interrupted extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Throws if the thread was interrupted. */
  public static void check() {
    if (Thread.interrupted()) {
      throw new Interrupted();
    }
  }
}
