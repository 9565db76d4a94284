package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a call until it has an answer, and only a few calls at once. */
final class RetryingClient {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

  private static final int MOST_TRIES = 5;
  private static final int MOST_CALLS = 4;

  /** Asked to wait for longer than this, the user rather comes back. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Transport transport;
  private final ResponseClassifier verdict;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Semaphore places = new Semaphore(MOST_CALLS, true);
  private final AtomicInteger answers = new AtomicInteger();

  RetryingClient(
      Transport transport,
      ResponseClassifier verdict,
      Backoff backoff,
      InstantSource clock,
      Sleeper sleeper) {
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
   * @throws AnswerTooLarge if its answer is larger than what is taken
   */
  <T> Answer<T> make(ApiCall call, AnswerReader<T> reading)
      throws AnswerTooLarge, InterruptedException {
    return make(call, reading, MOST_TRIES);
  }

  /** Makes a call that is not tried again. */
  <T> Answer<T> once(ApiCall call, AnswerReader<T> reading)
      throws AnswerTooLarge, InterruptedException {
    return make(call, reading, 1);
  }

  private <T> Answer<T> make(ApiCall call, AnswerReader<T> reading, int mostTries)
      throws AnswerTooLarge, InterruptedException {
    places.acquire();
    try {
      for (int tries = 1; ; tries++) {
        switch (attempt(call, reading)) {
          case Attempt.Done<T>(Answer<T> answer) -> {
            if (answer instanceof Answer.Found<T>) {
              answers.incrementAndGet();
            }
            return answer;
          }
          case Attempt.Retry<T> retry -> {
            if (tries == mostTries || wantsTooLong(retry.asked())) {
              return givenUp(retry);
            }
            waitFor(retry, tries);
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

  private <T> Attempt<T> attempt(ApiCall call, AnswerReader<T> reading)
      throws AnswerTooLarge, InterruptedException {
    try {
      return verdict.of(transport.send(call), reading);
    } catch (OutOfMemoryError e) {
      throw new AnswerTooLarge("the answer is larger than the memory");
    } catch (AnswerTooLarge e) {
      throw e;
    } catch (PermanentFailure e) {
      return new Attempt.Done<>(new Answer.Unreachable<>(e.getMessage()));
    } catch (IOException e) {
      return new Attempt.Retry<>(e.getMessage(), null, false);
    }
  }

  private static boolean wantsTooLong(Duration wait) {
    return wait != null && wait.compareTo(PATIENCE) > 0;
  }

  private <T> Answer<T> givenUp(Attempt.Retry<T> retry) {
    if (retry.throttled() || wantsTooLong(retry.asked())) {
      Duration wait = retry.asked();
      return new Answer.Throttled<>(
          wait == null ? null : clock.instant().plus(wait), retry.reason());
    }
    return new Answer.Unreachable<>(retry.reason());
  }

  private void waitFor(Attempt.Retry<?> retry, int tries) throws InterruptedException {
    Duration time = backoff.after(tries, retry.asked());
    LOG.trace("try {} of {} in {} ms: {}", tries + 1, MOST_TRIES, time.toMillis(), retry.reason());
    sleeper.sleep(time);
  }
}
