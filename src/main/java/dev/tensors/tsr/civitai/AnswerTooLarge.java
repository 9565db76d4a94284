package dev.tensors.tsr.civitai;

/** The answer is larger than the limit; a request for fewer items may succeed. */
final class AnswerTooLarge extends CallFailure {

  private static final long serialVersionUID = 1;

  AnswerTooLarge(String reason) {
    super(reason);
  }

  static AnswerTooLarge thanBytes(int limit) {
    return new AnswerTooLarge("the answer is larger than " + limit + " bytes");
  }
}
