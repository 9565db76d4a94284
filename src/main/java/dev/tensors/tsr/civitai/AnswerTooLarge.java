package dev.tensors.tsr.civitai;

import java.io.IOException;

/** The answer is larger than what is taken; if less is asked for, it may do. */
final class AnswerTooLarge extends IOException {

  private static final long serialVersionUID = 1;

  AnswerTooLarge(String reason) {
    super(reason);
  }

  static AnswerTooLarge thanBytes(int limit) {
    return new AnswerTooLarge("the answer is larger than " + limit + " bytes");
  }
}
