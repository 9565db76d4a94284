package dev.tensors.tsr.images;

/** Ends the reading of one text; its message is the reason that the user sees. */
final class UnreadableText extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableText(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
