package dev.tensors.tsr.output.terminal;

import java.io.IOException;

/** A write to standard output failed. */
public final class BrokenOutput extends IOException {

  private static final long serialVersionUID = 1;

  BrokenOutput(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether the process that reads the pipe has closed it, as {@code head} does. */
  public boolean isPipeClosed() {
    String message = String.valueOf(getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }

  /** Whether the process was started with standard output closed ({@code >&-}). */
  public boolean isClosed() {
    return String.valueOf(getMessage()).contains("Bad file descriptor");
  }
}
