package dev.tensors.tsr.civitai;

/** The answer is malformed, such as truncated JSON; the call is retried. */
final class UnreadableAnswer extends CallFailure {

  private static final long serialVersionUID = 1;

  UnreadableAnswer(String reason) {
    super(reason);
  }
}
