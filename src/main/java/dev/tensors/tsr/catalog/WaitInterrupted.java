package dev.tensors.tsr.catalog;

/** The thread was interrupted while it waited for another process to finish writing. */
public final class WaitInterrupted extends RuntimeException {

  private static final long serialVersionUID = 1;
}
