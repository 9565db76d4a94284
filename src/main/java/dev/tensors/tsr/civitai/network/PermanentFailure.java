package dev.tensors.tsr.civitai.network;

/** The call is not retried, since it would fail in the same way again. */
public final class PermanentFailure extends CallFailure {

  private static final long serialVersionUID = 1;

  PermanentFailure(String reason) {
    super(reason);
  }
}
