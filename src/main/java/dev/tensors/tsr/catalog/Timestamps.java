package dev.tensors.tsr.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the catalogue has them: UTC, ISO 8601, whole seconds. */
public final class Timestamps {

  private Timestamps() {}

  /** Null for null. */
  public static String of(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
