package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;

/** Tells whether a bad answer is due to what was asked for, or to the whole service. */
final class ServiceCheck {

  private final Civitai civitai;

  ServiceCheck(Civitai civitai) {
    this.civitai = civitai;
  }

  /**
   * Passes if CivitAI has answered anything in this run, and asks it for something that is always
   * there, if it has not: only then is an unknown thing one that does not exist.
   *
   * @throws CivitaiUnavailable if it knows of nothing at all
   */
  void requireAnAnswer() throws InterruptedException {
    if (civitai.answers() == 0 && CivitaiUnavailable.found(civitai.newestModel()) == null) {
      throw CivitaiUnavailable.nothingThere();
    }
  }

  /**
   * Why an answer is not what was asked for, where CivitAI answers other calls as it should.
   *
   * @param answersBefore {@link Civitai#answers()} before this was asked for
   * @return null if the answer is what was asked for, or that there is no such thing
   * @throws CivitaiUnavailable if CivitAI does not answer at all, or wants to be left alone
   */
  String reason(Answer<?> answer, int answersBefore) throws InterruptedException {
    return switch (answer) {
      case Answer.Found<?> _ -> null;
      case Answer.Unknown<?> _ -> null;
      case Answer.Throttled<?> throttled -> throw CivitaiUnavailable.of(throttled);
      case Answer.Refused<?>(String reason, String _) -> ownReason(answer, reason, answersBefore);
      case Answer.Unreachable<?>(String reason) -> ownReason(answer, reason, answersBefore);
    };
  }

  /**
   * The same for an answer about many things at once, which is refused for none of them alone.
   *
   * @throws CivitaiUnavailable also if CivitAI refuses the key or the request
   */
  String reasonOfMany(Answer<?> answer, int answersBefore) throws InterruptedException {
    if (answer instanceof Answer.Refused<?>) {
      throw CivitaiUnavailable.of(answer);
    }
    return reason(answer, answersBefore);
  }

  private String ownReason(Answer<?> answer, String reason, int answersBefore)
      throws InterruptedException {
    if (civitai.answers() == answersBefore && !civitai.answersNow()) {
      throw CivitaiUnavailable.of(answer);
    }
    return reason;
  }
}
