package dev.tensors.tsr.sqlite;

/** The thread was interrupted while it waited for a lock, or while a long statement ran. */
public final class WaitInterrupted extends RuntimeException {

  private static final long serialVersionUID = 1;
}
