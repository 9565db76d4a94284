package dev.tensors.tsr.civitai;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The time to wait before the next attempt: exponential, with jitter. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final DoubleSupplier jitter;

  /** {@code jitter} gives numbers from 0 to 1. */
  Backoff(DoubleSupplier jitter) {
    this.jitter = jitter;
  }

  /**
   * The time to wait after a number of attempts, which can be zero: a random part of a limit that
   * doubles with each attempt.
   *
   * @param retryAfter the time that the server asked to wait; it replaces the limit, and a random
   *     part of a second is added
   */
  Duration after(int attempts, @Nullable Duration retryAfter) {
    if (retryAfter != null) {
      return retryAfter.plus(part(FIRST));
    }
    Duration limit = FIRST.multipliedBy(1L << (attempts - 1));
    return part(limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
  }

  private Duration part(Duration of) {
    return Duration.ofMillis((long) (of.toMillis() * jitter.getAsDouble()));
  }
}
