package dev.tensors.tsr.link;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the catalogue has them: UTC, ISO 8601, whole seconds. */
final class Timestamps {

  private Timestamps() {}

  static String of(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
