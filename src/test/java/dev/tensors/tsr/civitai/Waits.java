package dev.tensors.tsr.civitai;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only waiting moves, and a sleeper that only notes for how long. */
final class Waits implements InstantSource, Sleeper {

  static final Instant START = Instant.parse("2026-11-24T05:44:48Z");

  private final List<Duration> waited = new CopyOnWriteArrayList<>();

  @Override
  public Instant instant() {
    return waited.stream().reduce(START, Instant::plus, (one, other) -> other);
  }

  @Override
  public void sleep(Duration time) {
    waited.add(time);
  }

  List<Long> inMillis() {
    return waited.stream().map(Duration::toMillis).toList();
  }

  /** Asks at that address, with jitter that always is half of what it can be. */
  Civitai civitai(String base) {
    return civitai(base, null, AnswerLimits.USUAL);
  }

  Civitai civitai(String base, String key, AnswerLimits limits) {
    return new Civitai(Settings.of(base, key, "tsr/1.2.3"), this, this, () -> 0.5, limits);
  }

  /** The name of the one model that is asked for at that address. */
  Answer<String> ask(String base, AnswerLimits limits) throws InterruptedException {
    try (Civitai civitai = civitai(base, null, limits)) {
      return civitai.model(7).map(WireModel::name);
    }
  }
}
