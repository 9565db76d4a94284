package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.civitai.Answer;
import java.time.Instant;

/**
 * CivitAI could not be asked, and will not be asked any more in this run. What was committed before
 * stays. The message says why and until when, in one line.
 */
public final class CivitaiUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  private CivitaiUnavailable(String message) {
    super(message);
  }

  /**
   * The value of an answer.
   *
   * @return null if CivitAI knows of no such thing
   * @throws CivitaiUnavailable if it did not say
   */
  static <T> T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Unknown<T>() -> null;
      case Answer.Refused<T> _ -> throw of(answer);
      case Answer.Throttled<T> _ -> throw of(answer);
      case Answer.Unreachable<T> _ -> throw of(answer);
    };
  }

  /** The service answers that there is nothing, whatever it is asked for. */
  static CivitaiUnavailable nothingThere() {
    return new CivitaiUnavailable(
        "no CivitAI API at this address: it has not even a list of models; see --api-url");
  }

  /** Why an answer did not say what was asked for, and what to do. */
  static CivitaiUnavailable of(Answer<?> answer) {
    return new CivitaiUnavailable(
        switch (answer) {
          case Answer.Found<?> _ -> throw new IllegalArgumentException("CivitAI answered");
          case Answer.Unknown<?> _ -> throw new IllegalArgumentException("CivitAI answered");
          case Answer.Refused<?>(String reason, String advice) -> reason + "; " + advice;
          case Answer.Throttled<?>(Instant until, String reason) ->
              reason + (until == null ? "; try again later" : "; " + again(until));
          case Answer.Unreachable<?>(String reason) -> reason + "; try again later";
        });
  }

  private static String again(Instant until) {
    return "try again after " + Timestamps.of(until);
  }
}
