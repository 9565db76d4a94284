package dev.tensors.tsr.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long a service asks to wait, from the headers Retry-After and RateLimit. */
public final class RetryAfter {

  /** Longer times are cut, so that sums do not overflow. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** A limit in RateLimit that no request is left of, and the seconds until there are new ones. */
  private static final Pattern USED_UP = Pattern.compile("\\br=0\\s*;\\s*t=(\\d{1,9})\\b");

  private RetryAfter() {}

  /** The time that a response asks to wait; null if it does not ask. */
  static @Nullable Duration of(Response response, Instant now) {
    Duration asked = parse(response.header("Retry-After"), now);
    return asked != null
        ? asked
        : USED_UP
            .matcher(response.headerList("RateLimit"))
            .results()
            .map(limit -> parse(limit.group(1), now))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

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
