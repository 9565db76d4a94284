package dev.tensors.tsr.civitai;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header by which a busy server asks for time. */
final class RetryAfter {

  /** More is as good as never, and would overflow sooner or later. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private RetryAfter() {}

  /**
   * The time asked for; null if it is none, or over.
   *
   * @param value seconds or an HTTP date; null if there is no such header
   */
  static Duration parse(String value, Instant now) {
    Duration asked = value == null ? null : duration(value.strip(), now);
    if (asked == null || !asked.isPositive()) {
      return null;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }

  private static Duration duration(String value, Instant now) {
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
