package dev.tensors.tsr.civitai;

import java.io.IOException;

/** The answer is not what it should be, such as half of it; the message says what is wrong. */
final class UnreadableAnswer extends IOException {

  private static final long serialVersionUID = 1;

  UnreadableAnswer(String reason) {
    super(reason);
  }
}
