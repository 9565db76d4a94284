package dev.tensors.tsr.network;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call. Each reason is part of one line for the user, without control characters
 * and without the key.
 *
 * @param <T> the value of a successful call
 */
public sealed interface Answer<T> {

  /** The service answered with a value. */
  record Found<T>(T value) implements Answer<T> {}

  /**
   * The service answered that the item does not exist, or is not public. A host that lacks the
   * endpoint gives the same answer.
   */
  record Unknown<T>() implements Answer<T> {}

  /**
   * The service or the proxy refused the request, such as for a missing or wrong key.
   *
   * @param advice what the user can do, such as {@code see --api-key}
   */
  record Refused<T>(String reason, String advice) implements Answer<T> {}

  /**
   * The service throttles requests for longer than tsr waits.
   *
   * @param until the time after which it takes requests again; null if it did not say
   */
  record Throttled<T>(@Nullable Instant until, String reason) implements Answer<T> {}

  /** No answer came, or a malformed one; whether the item exists is not known. */
  record Unreachable<T>(String reason) implements Answer<T> {}

  /** This answer with its value, if it has one, mapped. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Found<T>(T value) -> new Found<>(change.apply(value));
      case Unknown<T>() -> new Unknown<>();
      case Refused<T>(String reason, String advice) -> new Refused<>(reason, advice);
      case Throttled<T>(Instant until, String reason) -> new Throttled<>(until, reason);
      case Unreachable<T>(String reason) -> new Unreachable<>(reason);
    };
  }
}
