package dev.tensors.tsr.civitai.network;

/** The answer is malformed, such as truncated JSON; the call is retried. */
public final class UnreadableAnswer extends CallFailure {

  private static final long serialVersionUID = 1;

  public UnreadableAnswer(String reason) {
    super(reason);
  }
}
