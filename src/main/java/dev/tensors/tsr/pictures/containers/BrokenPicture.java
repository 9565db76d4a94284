package dev.tensors.tsr.pictures.containers;

import java.io.IOException;

/** Ends the walk through a picture's file; its message is the reason that the user sees. */
public final class BrokenPicture extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BrokenPicture(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
