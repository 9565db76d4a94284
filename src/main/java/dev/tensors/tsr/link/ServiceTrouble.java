package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.civitai.Answer;
import java.time.Instant;

/**
 * CivitAI could not be asked, and will not be asked any more in this run. What was committed before
 * stays. The message says why and until when, in one line.
 */
public final class ServiceTrouble extends RuntimeException {

  private static final long serialVersionUID = 1;

  private ServiceTrouble(String message) {
    super(message);
  }

  /**
   * The value of an answer.
   *
   * @return null if CivitAI knows of no such thing
   * @throws ServiceTrouble if it did not say
   */
  static <T> T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Unknown<T>() -> null;
      case Answer.Refused<T>(String reason) -> throw new ServiceTrouble(reason + "; see --api-key");
      case Answer.Throttled<T>(Instant until, String reason) ->
          throw new ServiceTrouble(
              reason + (until == null ? "; try again later" : "; " + again(until)));
      case Answer.Unreachable<T>(String reason) ->
          throw new ServiceTrouble(reason + "; try again later");
    };
  }

  private static String again(Instant until) {
    return "try again after " + Timestamps.of(until);
  }
}
