package dev.tensors.tsr.civitai;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next try, never in step with others. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final DoubleSupplier jitter;

  /** {@code jitter} gives numbers from 0 to 1. */
  Backoff(DoubleSupplier jitter) {
    this.jitter = jitter;
  }

  /**
   * After that many tries; it may be zero.
   *
   * @param asked what the server asked for, which gets up to a second more; null for nothing, and
   *     any time up to a limit that doubles is waited
   */
  Duration after(int tries, Duration asked) {
    if (asked != null) {
      return asked.plus(part(FIRST));
    }
    Duration limit = FIRST.multipliedBy(1L << (tries - 1));
    return part(limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
  }

  private Duration part(Duration of) {
    return Duration.ofMillis((long) (of.toMillis() * jitter.getAsDouble()));
  }
}
