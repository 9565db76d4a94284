package dev.tensors.tsr.civitai.network;

/** The answer is larger than the limit; a request for fewer items may succeed. */
public final class AnswerTooLarge extends CallFailure {

  private static final long serialVersionUID = 1;

  public AnswerTooLarge(String reason) {
    super(reason);
  }

  static AnswerTooLarge thanBytes(int limit) {
    return new AnswerTooLarge("the answer is larger than " + limit + " bytes");
  }
}
