package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.CallFailure.PermanentFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls, at most four at once, and retries the failed ones. */
public final class RetryingClient {

  /** The time to wait before the next attempt: exponential, with jitter. */
  public static final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DoubleSupplier jitter;

    /** {@code jitter} gives numbers from 0 to 1. */
    public Backoff(DoubleSupplier jitter) {
      this.jitter = jitter;
    }

    /**
     * The time to wait after a number of attempts, which can be zero: a random part of a limit that
     * doubles with each attempt.
     *
     * @param retryAfter the time that the server asked to wait; it replaces the limit, and a random
     *     part of a second is added
     */
    public Duration after(int attempts, @Nullable Duration retryAfter) {
      if (retryAfter != null) {
        return retryAfter.plus(part(FIRST));
      }
      Duration limit = FIRST.multipliedBy(1L << (attempts - 1));
      return part(limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
    }

    private Duration part(Duration of) {
      return Duration.ofMillis((long) (of.toMillis() * jitter.getAsDouble()));
    }
  }

  /** Waits before a retry; {@code Thread::sleep}, or a test's own. */
  @FunctionalInterface
  public interface Sleeper {

    /**
     * Waits.
     *
     * @param time not negative
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * The result of one attempt of a call.
   *
   * @param <T> the value of a successful call
   */
  public sealed interface Attempt<T> {

    /** The attempt ended the call. */
    record Done<T>(Answer<T> answer) implements Attempt<T> {}

    /**
     * The attempt failed, and the next one may succeed.
     *
     * @param retryAfter the positive time that the service asked to wait; null if it did not ask
     * @param throttled whether the service throttles requests
     */
    record Retry<T>(String reason, @Nullable Duration retryAfter, boolean throttled)
        implements Attempt<T> {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_CALLS = 4;

  /** A call fails if the server asks to wait longer than this. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Backoff backoff;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Semaphore permits = new Semaphore(MOST_CALLS, true);

  public RetryingClient(Backoff backoff, InstantSource clock, Sleeper sleeper) {
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
  public interface Exchange<T> {

    /** Sends the request once. */
    Attempt<T> attempt() throws CallFailure, InterruptedException;
  }

  /**
   * Makes a call. It counts among the four while it waits for a retry, so that a busy server gets
   * no other calls instead.
   *
   * @throws AnswerTooLarge if the answer exceeds a limit
   */
  public <T> Answer<T> make(Exchange<T> exchange) throws AnswerTooLarge, InterruptedException {
    return make(exchange, MOST_ATTEMPTS);
  }

  /** Makes a call without retries. */
  public <T> Answer<T> once(Exchange<T> exchange) throws AnswerTooLarge, InterruptedException {
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
