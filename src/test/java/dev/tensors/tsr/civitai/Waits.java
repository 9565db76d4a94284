package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import dev.tensors.tsr.network.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock and a sleeper that moves it: waiting takes no time, and is recorded. */
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

  /** A client of this address whose jitter is always a half. */
  Civitai civitai(String base) {
    return civitai(base, null, AnswerLimits.USUAL);
  }

  Civitai civitai(String base, String key, AnswerLimits limits) {
    return new Civitai(Settings.of(base, key, "tsr/1.2.3"), this, this, () -> 0.5, limits);
  }

  /** A client that gives a picture this time. */
  Civitai withPictureTime(String base, Duration time) {
    return new Civitai(
        Settings.of(base, null, "tsr/1.2.3"),
        this,
        this,
        () -> 0.5,
        AnswerLimits.USUAL,
        new AnswerLimits(1 << 20, time));
  }

  /** The name of model 7 at this address. */
  Answer<String> ask(String base, AnswerLimits limits) throws InterruptedException {
    try (Civitai civitai = civitai(base, null, limits)) {
      return civitai.model(7).map(WireModel::name);
    }
  }
}
