package dev.tensors.tsr.civitai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt of a call.
 *
 * @param <T> the value of a successful call
 */
sealed interface Attempt<T> {

  /** The attempt ended the call. */
  record Done<T>(Answer<T> answer) implements Attempt<T> {}

  /**
   * The attempt failed, and the next one may succeed.
   *
   * @param retryAfter the positive time that CivitAI asked to wait; null if it did not ask
   * @param throttled whether CivitAI throttles requests
   */
  record Retry<T>(String reason, @Nullable Duration retryAfter, boolean throttled)
      implements Attempt<T> {}
}
