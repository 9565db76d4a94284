package dev.tensors.tsr.civitai.network;

import java.io.IOException;

/** Why a call has no usable answer. The reason is part of one line for the user. */
public abstract sealed class CallFailure extends IOException
    permits AnswerTooLarge, ConnectionFailure, PermanentFailure, UnreadableAnswer {

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
