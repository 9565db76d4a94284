package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.network.Answer;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed call concerns one item, or CivitAI as a whole. */
public final class ServiceCheck {

  private final Civitai civitai;

  public ServiceCheck(Civitai civitai) {
    this.civitai = civitai;
  }

  /**
   * Requests the newest model if no call has found anything in this run: a wrong address answers
   * "not found" to each request, which must not be taken for the absence of an item.
   *
   * @throws ServiceUnavailable if the newest model is not found either
   */
  public void requireAnAnswer() throws InterruptedException {
    if (civitai.answers() == 0 && ServiceUnavailable.found(civitai.newestModel()) == null) {
      throw ServiceUnavailable.nothingThere(civitai);
    }
  }

  /**
   * The reason why a call for one item failed while CivitAI answers other calls.
   *
   * @param answersBefore {@link Civitai#answers()} before the call
   * @return null if the call did not fail
   * @throws ServiceUnavailable if CivitAI answers no calls, or throttles them
   */
  public @Nullable String reason(Answer<?> answer, int answersBefore) throws InterruptedException {
    return switch (answer) {
      case Answer.Found<?> _ -> null;
      case Answer.Unknown<?> _ -> null;
      case Answer.Throttled<?> throttled -> throw ServiceUnavailable.of(throttled);
      case Answer.Refused<?>(String reason, String _) -> ownReason(answer, reason, answersBefore);
      case Answer.Unreachable<?>(String reason) -> ownReason(answer, reason, answersBefore);
    };
  }

  /**
   * As {@link #reason} for a call for many items, whose refusal concerns CivitAI as a whole.
   *
   * @throws ServiceUnavailable also if CivitAI refuses the key or the request
   */
  @Nullable String reasonOfMany(Answer<?> answer, int answersBefore) throws InterruptedException {
    if (answer instanceof Answer.Refused<?>) {
      throw ServiceUnavailable.of(answer);
    }
    return reason(answer, answersBefore);
  }

  private String ownReason(Answer<?> answer, String reason, int answersBefore)
      throws InterruptedException {
    if (civitai.answers() == answersBefore && !civitai.answersNow()) {
      throw ServiceUnavailable.of(answer);
    }
    return reason;
  }
}
