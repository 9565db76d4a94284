package dev.tensors.tsr.pictures.contents;

/** Ends the reading of one text; its message is the reason that the user sees. */
public final class UnreadableText extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public UnreadableText(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
