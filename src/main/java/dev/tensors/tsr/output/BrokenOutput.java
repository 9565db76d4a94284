package dev.tensors.tsr.output;

import java.io.IOException;

/** The result could not be written. */
public final class BrokenOutput extends IOException {

  private static final long serialVersionUID = 1;

  BrokenOutput(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether its reader has gone, as {@code head} does when it has seen enough. */
  public boolean readerHasGone() {
    String message = String.valueOf(getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }

  /** Whether the process was started without a standard output, as by {@code >&-}. */
  public boolean isClosed() {
    return String.valueOf(getMessage()).contains("Bad file descriptor");
  }
}
