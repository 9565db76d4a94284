package dev.tensors.tsr.civitai;

import java.time.Instant;
import java.util.function.Function;

/**
 * What came of asking. Every reason is part of one line for the user, without control characters
 * and without the key.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /** CivitAI answered. */
  record Found<T>(T value) implements Answer<T> {}

  /**
   * CivitAI answered that there is no such thing, or, for now, not in public; a host that does not
   * have a call answers the same.
   */
  record Unknown<T>() implements Answer<T> {}

  /**
   * Asking again would be refused again: the key is missing or wrong, or the request is.
   *
   * @param advice what to do about it, such as {@code see --api-key}
   */
  record Refused<T>(String reason, String advice) implements Answer<T> {

    Refused(String reason) {
      this(reason, "see --api-key");
    }
  }

  /**
   * CivitAI wants to be left alone for longer than it is waited for.
   *
   * @param until when to ask again; null if CivitAI did not say
   */
  record Throttled<T>(Instant until, String reason) implements Answer<T> {}

  /** No answer, or none that can be understood; it says nothing of what was asked for. */
  record Unreachable<T>(String reason) implements Answer<T> {}

  /** The same, with another value if there is one. */
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
