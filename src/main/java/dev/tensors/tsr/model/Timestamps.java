package dev.tensors.tsr.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as the catalogue stores them: ISO 8601, UTC, whole seconds. */
public final class Timestamps {

  private Timestamps() {}

  public static String of(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The day of a time, or whatever else the text is. */
  public static String day(String time) {
    int end = time.indexOf('T');
    return end < 0 ? time : time.substring(0, end);
  }

  public static @Nullable String ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }
}
