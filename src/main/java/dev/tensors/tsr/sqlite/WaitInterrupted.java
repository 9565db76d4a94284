package dev.tensors.tsr.sqlite;

/**
 * The thread was interrupted while it waited for another process to finish writing, or while a
 * statement ran that takes long.
 */
public final class WaitInterrupted extends RuntimeException {

  private static final long serialVersionUID = 1;
}
