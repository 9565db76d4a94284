package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.network.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run, since CivitAI, or another service, answers no requests. Changes committed before
 * stay. The message says why and until when, in one line.
 */
public final class ServiceUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message why, and what to do, in one line
   */
  public ServiceUnavailable(String message) {
    super(message);
  }

  /**
   * The value of an answer.
   *
   * @return null for {@link Answer.Unknown}
   * @throws ServiceUnavailable if there is no answer
   */
  public static <T> @Nullable T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Unknown<T>() -> null;
      case Answer.Refused<T> _ -> throw of(answer);
      case Answer.Throttled<T> _ -> throw of(answer);
      case Answer.Unreachable<T> _ -> throw of(answer);
    };
  }

  /** The host has no CivitAI API: it answers "not found" to each request. */
  static ServiceUnavailable nothingThere(Civitai civitai) {
    return new ServiceUnavailable(
        "no CivitAI API at " + civitai.place() + ": it lists no models; check the address");
  }

  /** The reason of a failed answer, and what the user can do. */
  public static ServiceUnavailable of(Answer<?> answer) {
    return new ServiceUnavailable(
        switch (answer) {
          case Answer.Found<?> _ -> throw new IllegalArgumentException("it answered");
          case Answer.Unknown<?> _ -> throw new IllegalArgumentException("it answered");
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
