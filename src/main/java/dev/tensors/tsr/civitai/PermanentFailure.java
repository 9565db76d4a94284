package dev.tensors.tsr.civitai;

import java.io.IOException;

/** The same request would end in the same way, so it is not tried again; the message says how. */
final class PermanentFailure extends IOException {

  private static final long serialVersionUID = 1;

  PermanentFailure(String reason) {
    super(reason);
  }
}
