package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Tells by a response whether it is an answer, and whether it is worth trying again. */
final class ResponseClassifier {

  private final Settings settings;
  private final Secrets secrets;
  private final InstantSource clock;

  ResponseClassifier(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.secrets = settings.secrets();
    this.clock = clock;
  }

  /**
   * Judges.
   *
   * @throws AnswerTooLarge if the answer holds too many values
   */
  <T> Attempt<T> of(Response response, AnswerReader<T> reading) throws AnswerTooLarge {
    int status = response.status();
    if (status == 407) {
      return over(
          new Answer.Refused<>(
              "the proxy wants a user and a password, or other ones (407)",
              "see HTTPS_PROXY=http://user:password@host:port"));
    }
    if (status == 429) {
      return throttled(response);
    }
    if (response.isWebPage()) {
      return again(response, "a web page came instead of an answer (" + status + ")");
    }
    if (status >= 200 && status < 300) {
      return answer(response, reading);
    }
    return switch (status) {
      case 404, 405, 410 -> absent(response);
      case 401, 403 -> over(new Answer.Refused<>(keyReason(response)));
      case 408, 425 -> again(response, said("CivitAI has no answer for now", response));
      default ->
          status >= 400 && status < 500
              ? over(new Answer.Refused<>(said("CivitAI refuses the request", response)))
              : again(response, said("CivitAI is out of order", response));
    };
  }

  private <T> Attempt<T> answer(Response response, AnswerReader<T> reading) throws AnswerTooLarge {
    try (JsonReader answer = new JsonReader(response.body(), secrets)) {
      return over(new Answer.Found<>(reading.of(answer)));
    } catch (AnswerTooLarge e) {
      throw e;
    } catch (PermanentFailure e) {
      return over(new Answer.Unreachable<>(e.getMessage()));
    } catch (IOException e) {
      return again(response, said(e.getMessage(), response));
    }
  }

  private <T> Attempt<T> throttled(Response response) {
    String reason = said("CivitAI is asked too often", response);
    String error = error(response);
    // No waiting cures this one.
    if (error != null && error.contains("too many pages")) {
      return over(new Answer.Throttled<>(null, reason));
    }
    return new Attempt.Retry<>(reason, wait(response), true);
  }

  /** Only CivitAI itself can say that something is not there, and it says so in JSON. */
  private <T> Attempt<T> absent(Response response) {
    return error(response) == null
        ? again(response, "an answer that is not CivitAI's (" + response.status() + ")")
        : over(new Answer.Unknown<>());
  }

  private String keyReason(Response response) {
    return said(
        settings.key() == null ? "CivitAI wants a key" : "CivitAI refuses the key", response);
  }

  /** With CivitAI's own words. */
  private String said(String reason, Response response) {
    String error = error(response);
    return reason + " (" + response.status() + (error == null ? "" : ": " + error) + ")";
  }

  private String error(Response response) {
    try (JsonReader answer = new JsonReader(response.body(), secrets)) {
      String error = response.isWebPage() ? null : ErrorText.of(answer.value());
      // The key goes first: cut off, a part of it would stay.
      return error == null ? null : ErrorText.oneLine(secrets.mask(error));
    } catch (IOException e) {
      return null;
    }
  }

  private <T> Attempt<T> again(Response response, String reason) {
    return new Attempt.Retry<>(reason, response.status() < 500 ? null : wait(response), false);
  }

  private Duration wait(Response response) {
    return RetryAfter.parse(response.header("Retry-After"), clock.instant());
  }

  private static <T> Attempt<T> over(Answer<T> answer) {
    return new Attempt.Done<>(answer);
  }
}
