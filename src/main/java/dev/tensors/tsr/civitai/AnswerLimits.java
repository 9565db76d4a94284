package dev.tensors.tsr.civitai;

import java.time.Duration;

/**
 * What is taken of one answer.
 *
 * @param bytes of its body, as it comes and decompressed
 * @param time of one try, from its start to the end of the body, redirects among it
 */
record AnswerLimits(int bytes, Duration time) {

  static final AnswerLimits USUAL = new AnswerLimits(24 << 20, Duration.ofSeconds(60));
}
