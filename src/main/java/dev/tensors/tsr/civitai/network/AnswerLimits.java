package dev.tensors.tsr.civitai.network;

import java.time.Duration;

/**
 * The limits of one answer.
 *
 * @param bytes the largest body, both compressed and decompressed
 * @param time the time for one attempt, from its start to the end of the body, including redirects
 */
public record AnswerLimits(int bytes, Duration time) {

  public static final AnswerLimits USUAL = new AnswerLimits(24 << 20, Duration.ofSeconds(60));
}
