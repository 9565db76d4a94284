package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.network.AnswerTooLarge;
import dev.tensors.tsr.civitai.network.CallFailure;
import dev.tensors.tsr.civitai.network.PermanentFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls, at most four at once, and retries the failed ones. */
final class RetryingClient {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_CALLS = 4;

  /** A call fails if the server asks to wait longer than this. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Backoff backoff;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Semaphore permits = new Semaphore(MOST_CALLS, true);

  RetryingClient(Backoff backoff, InstantSource clock, Sleeper sleeper) {
    this.backoff = backoff;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * One attempt of a call.
   *
   * @param <T> the value of a successful call
   */
  @FunctionalInterface
  interface Exchange<T> {

    /** Sends the request once. */
    Attempt<T> attempt() throws CallFailure, InterruptedException;
  }

  /**
   * Makes a call. It counts among the four while it waits for a retry, so that a busy server gets
   * no other calls instead.
   *
   * @throws AnswerTooLarge if the answer exceeds a limit
   */
  <T> Answer<T> make(Exchange<T> exchange) throws AnswerTooLarge, InterruptedException {
    return make(exchange, MOST_ATTEMPTS);
  }

  /** Makes a call without retries. */
  <T> Answer<T> once(Exchange<T> exchange) throws AnswerTooLarge, InterruptedException {
    return make(exchange, 1);
  }

  private <T> Answer<T> make(Exchange<T> exchange, int mostAttempts)
      throws AnswerTooLarge, InterruptedException {
    permits.acquire();
    try {
      for (int attempts = 1; ; attempts++) {
        switch (attempt(exchange)) {
          case Attempt.Done<T>(Answer<T> answer) -> {
            return answer;
          }
          case Attempt.Retry<T> retry -> {
            if (attempts == mostAttempts || isTooLong(retry.retryAfter())) {
              return failed(retry);
            }
            waitFor(retry, attempts);
          }
        }
      }
    } finally {
      permits.release();
    }
  }

  private static <T> Attempt<T> attempt(Exchange<T> exchange)
      throws AnswerTooLarge, InterruptedException {
    try {
      return exchange.attempt();
    } catch (OutOfMemoryError e) {
      throw new AnswerTooLarge("the answer is larger than the memory");
    } catch (AnswerTooLarge e) {
      throw e;
    } catch (PermanentFailure e) {
      return new Attempt.Done<>(new Answer.Unreachable<>(e.reason()));
    } catch (CallFailure e) {
      return new Attempt.Retry<>(e.reason(), null, false);
    }
  }

  private static boolean isTooLong(@Nullable Duration wait) {
    return wait != null && wait.compareTo(LONGEST_WAIT) > 0;
  }

  private <T> Answer<T> failed(Attempt.Retry<T> retry) {
    if (retry.throttled() || isTooLong(retry.retryAfter())) {
      Duration wait = retry.retryAfter();
      return new Answer.Throttled<>(
          wait == null ? null : clock.instant().plus(wait), retry.reason());
    }
    return new Answer.Unreachable<>(retry.reason());
  }

  private void waitFor(Attempt.Retry<?> retry, int attempts) throws InterruptedException {
    Duration time = backoff.after(attempts, retry.retryAfter());
    LOG.trace(
        "attempt {} of {} in {} ms: {}",
        attempts + 1,
        MOST_ATTEMPTS,
        time.toMillis(),
        retry.reason());
    sleeper.sleep(time);
  }
}
