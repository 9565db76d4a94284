package dev.tensors.tsr.json;

import java.io.IOException;

/** Why a text cannot be read as JSON. The reason lacks its subject, which the caller knows. */
public final class UnreadableJson extends IOException {

  private static final long serialVersionUID = 1;

  /** What is wrong with a text. */
  public enum Fault {
    /** The text is not JSON, or its end is missing. */
    DAMAGED,
    /** The text is JSON, but has another form than the reader was asked for. */
    UNEXPECTED,
    /** A single value exceeds a limit. */
    VALUE_TOO_LARGE,
    /** The entries of a list exceed a limit together. */
    LIST_TOO_LARGE
  }

  private final Fault fault;
  private final String reason;

  UnreadableJson(Fault fault, String reason) {
    super(reason);
    this.fault = fault;
    this.reason = reason;
  }

  static UnreadableJson damaged() {
    return new UnreadableJson(Fault.DAMAGED, "is not JSON, or is incomplete");
  }

  public Fault fault() {
    return fault;
  }

  /** Such as {@code is not JSON, or is incomplete}. */
  public String reason() {
    return reason;
  }
}
