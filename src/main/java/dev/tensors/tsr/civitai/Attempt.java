package dev.tensors.tsr.civitai;

import java.time.Duration;

/**
 * What one try came to.
 *
 * @param <T> what was asked for
 */
sealed interface Attempt<T> {

  /** This is the answer. */
  record Done<T>(Answer<T> answer) implements Attempt<T> {}

  /**
   * Trying again may help.
   *
   * @param asked how long CivitAI asked to be left alone, positive; null if it did not
   * @param throttled whether it was asked too often, not down
   */
  record Retry<T>(String reason, Duration asked, boolean throttled) implements Attempt<T> {}
}
