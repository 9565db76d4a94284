package dev.tensors.tsr.network;

import java.io.IOException;

/** Why a call has no usable answer. The reason is part of one line for the user. */
public abstract sealed class CallFailure extends IOException
    permits CallFailure.AnswerTooLarge,
        ConnectionFailure,
        CallFailure.PermanentFailure,
        CallFailure.UnreadableAnswer {

  /** The answer is larger than the limit; a request for fewer items may succeed. */
  public static final class AnswerTooLarge extends CallFailure {

    private static final long serialVersionUID = 1;

    public AnswerTooLarge(String reason) {
      super(reason);
    }

    static AnswerTooLarge thanBytes(int limit) {
      return new AnswerTooLarge("the answer is larger than " + limit + " bytes");
    }
  }

  /** The answer is malformed, such as truncated JSON; the call is retried. */
  public static final class UnreadableAnswer extends CallFailure {

    private static final long serialVersionUID = 1;

    public UnreadableAnswer(String reason) {
      super(reason);
    }
  }

  /** The call is not retried, since it would fail in the same way again. */
  public static final class PermanentFailure extends CallFailure {

    private static final long serialVersionUID = 1;

    PermanentFailure(String reason) {
      super(reason);
    }
  }

  private static final long serialVersionUID = 1;

  private final String reason;

  CallFailure(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
