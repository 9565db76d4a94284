package dev.tensors.tsr.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Parses the header Retry-After. */
public final class RetryAfter {

  /** Longer times are cut, so that sums do not overflow. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private RetryAfter() {}

  /**
   * The time to wait; null if the header is absent, malformed or in the past.
   *
   * @param value seconds or an HTTP date
   */
  public static @Nullable Duration parse(@Nullable String value, Instant now) {
    Duration asked = value == null ? null : duration(value.strip(), now);
    if (asked == null || !asked.isPositive()) {
      return null;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }

  private static @Nullable Duration duration(String value, Instant now) {
    if (value.matches("\\d+")) {
      return value.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      return Duration.between(
          now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
