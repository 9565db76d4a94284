package dev.tensors.tsr.civitai;

import java.io.IOException;

/** Why a call has no usable answer. The reason is part of one line for the user. */
abstract sealed class CallFailure extends IOException
    permits AnswerTooLarge, ConnectionFailure, PermanentFailure, UnreadableAnswer {

  private static final long serialVersionUID = 1;

  private final String reason;

  CallFailure(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
