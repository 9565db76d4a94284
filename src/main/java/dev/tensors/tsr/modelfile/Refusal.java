package dev.tensors.tsr.modelfile;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.IOException;

/**
 * Thrown where a header is refused; becomes a {@link HeaderReading.Refused} with its reason.
 *
 * <p>An IOException, since the JSON parser passes on no other exception of the streams below it.
 */
final class Refusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  Refusal(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** See {@link HeaderReading.Refused#reason()}. */
  String reason() {
    return reason;
  }

  /** The header is not JSON; {@code character} counts from 1. */
  static Refusal notJson(long character) {
    return new Refusal("the header is not valid JSON: see its character " + character);
  }
}
