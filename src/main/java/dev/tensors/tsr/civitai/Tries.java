package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a call until it has an answer, and only a few calls at once. */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

  private static final int MOST_TRIES = 5;
  private static final int MOST_CALLS = 4;

  /** Asked to wait for longer than this, the user rather comes back. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Transport transport;
  private final Verdict verdict;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Semaphore places = new Semaphore(MOST_CALLS, true);
  private final AtomicInteger answers = new AtomicInteger();

  Tries(
      Transport transport, Verdict verdict, Backoff backoff, InstantSource clock, Sleeper sleeper) {
    this.transport = transport;
    this.verdict = verdict;
    this.backoff = backoff;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Makes a call. It keeps its place while it waits: who is asked to be patient does not send the
   * next call meanwhile.
   *
   * @throws TooLarge if its answer is larger than what is taken
   */
  <T> Answer<T> make(Call call, Reading<T> reading) throws TooLarge, InterruptedException {
    return make(call, reading, MOST_TRIES);
  }

  /** Makes a call that is not tried again. */
  <T> Answer<T> once(Call call, Reading<T> reading) throws TooLarge, InterruptedException {
    return make(call, reading, 1);
  }

  private <T> Answer<T> make(Call call, Reading<T> reading, int mostTries)
      throws TooLarge, InterruptedException {
    places.acquire();
    try {
      for (int tries = 1; ; tries++) {
        switch (attempt(call, reading)) {
          case Attempt.Over<T>(Answer<T> answer) -> {
            if (answer instanceof Answer.Found<T>) {
              answers.incrementAndGet();
            }
            return answer;
          }
          case Attempt.Again<T> again -> {
            if (tries == mostTries || wantsTooLong(again.asked())) {
              return givenUp(again);
            }
            waitFor(again, tries);
          }
        }
      }
    } finally {
      places.release();
    }
  }

  /** How many calls ended in what was asked for. */
  int answers() {
    return answers.get();
  }

  private <T> Attempt<T> attempt(Call call, Reading<T> reading)
      throws TooLarge, InterruptedException {
    try {
      return verdict.of(transport.send(call), reading);
    } catch (OutOfMemoryError e) {
      throw new TooLarge("the answer is larger than the memory");
    } catch (TooLarge e) {
      throw e;
    } catch (Hopeless e) {
      return new Attempt.Over<>(new Answer.Unreachable<>(e.getMessage()));
    } catch (IOException e) {
      return new Attempt.Again<>(e.getMessage(), null, false);
    }
  }

  private static boolean wantsTooLong(Duration wait) {
    return wait != null && wait.compareTo(PATIENCE) > 0;
  }

  private <T> Answer<T> givenUp(Attempt.Again<T> again) {
    if (again.throttled() || wantsTooLong(again.asked())) {
      Duration wait = again.asked();
      return new Answer.Throttled<>(
          wait == null ? null : clock.instant().plus(wait), again.reason());
    }
    return new Answer.Unreachable<>(again.reason());
  }

  private void waitFor(Attempt.Again<?> again, int tries) throws InterruptedException {
    Duration time = backoff.after(tries, again.asked());
    LOG.trace("try {} of {} in {} ms: {}", tries + 1, MOST_TRIES, time.toMillis(), again.reason());
    sleeper.sleep(time);
  }
}
