package dev.tensors.tsr.civitai;

import java.io.IOException;

/** The answer is larger than what is taken; if less is asked for, it may do. */
final class TooLarge extends IOException {

  private static final long serialVersionUID = 1;

  TooLarge(String reason) {
    super(reason);
  }

  static TooLarge thanBytes(int limit) {
    return new TooLarge("the answer is larger than " + limit + " bytes");
  }
}
