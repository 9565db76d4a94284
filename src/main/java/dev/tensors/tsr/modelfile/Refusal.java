package dev.tensors.tsr.modelfile;

import java.io.IOException;

/**
 * Ends the reading of a header; its message is the reason in {@link HeaderReading.Refused}.
 *
 * <p>An IOException, since the JSON parser lets nothing else through from the streams below it.
 */
final class Refusal extends IOException {

  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason);
  }

  /** Counts {@code character} from 1. */
  static Refusal notJson(long character) {
    return new Refusal("the header is not valid JSON: see its character " + character);
  }
}
