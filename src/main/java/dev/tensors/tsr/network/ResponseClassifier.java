package dev.tensors.tsr.network;

import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import dev.tensors.tsr.network.RetryingClient.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Decides whether a response is an answer, a failure, or a reason to retry. */
public final class ResponseClassifier {

  private final Settings settings;
  private final Service service;
  private final Secrets secrets;
  private final InstantSource clock;

  public ResponseClassifier(Settings settings, Service service, InstantSource clock) {
    this.settings = settings;
    this.service = service;
    this.secrets = settings.secrets();
    this.clock = clock;
  }

  /**
   * Classifies a response, and reads its answer.
   *
   * @throws AnswerTooLarge if the answer holds too many values
   */
  public <T> Attempt<T> of(Response response, AnswerReader<T> reading) throws AnswerTooLarge {
    int status = response.status();
    if (status == 407) {
      return done(proxyRefusal());
    }
    if (status == 429) {
      return throttled(response);
    }
    if (response.isWebPage()) {
      return retry(response, "a web page instead of an answer (" + status + ")" + place());
    }
    if (status >= 200 && status < 300) {
      return answer(response, reading);
    }
    return switch (status) {
      case 404, 405, 410 -> absent(response);
      case 401, 403 ->
          done(
              service.hidesItem().test(response)
                  ? new Answer.Unknown<>()
                  : refused(keyReason(response)));
      case 408, 425 -> retry(response, withError(service.name() + " cannot answer yet", response));
      default ->
          status >= 400 && status < 500
              ? done(refused(withError(service.name() + " refuses the request", response)))
              : retry(response, withError(service.name() + " is unavailable", response));
    };
  }

  /** The answer where a proxy takes no request. */
  public static <T> Answer<T> proxyRefusal() {
    return new Answer.Refused<>(
        "the proxy requires a user name and password, or refuses the ones given (407)",
        "see HTTPS_PROXY=http://user:password@host:port");
  }

  private <T> Attempt<T> answer(Response response, AnswerReader<T> reading) throws AnswerTooLarge {
    try (JsonReader answer = reader(response)) {
      return done(new Answer.Found<>(reading.of(answer, response)));
    } catch (UnreadableJson e) {
      String reason = "the answer " + e.reason();
      return switch (e.fault()) {
        case DAMAGED, UNEXPECTED -> retry(response, withError(reason, response));
        case VALUE_TOO_LARGE -> done(new Answer.Unreachable<>(reason));
        case LIST_TOO_LARGE -> throw new AnswerTooLarge(reason);
      };
    } catch (UnreadableAnswer e) {
      return retry(response, withError(e.reason(), response));
    }
  }

  private JsonReader reader(Response response) {
    return new JsonReader(response.body(), secrets.inAnswers()::mask);
  }

  private <T> Attempt<T> throttled(Response response) {
    String reason = withError("too many requests to " + service.name(), response);
    String error = error(response);
    // A fault of the request, which waiting does not cure.
    if (error != null && error.contains("too many pages")) {
      return done(new Answer.Throttled<>(null, reason));
    }
    return new Attempt.Retry<>(reason, wait(response), true);
  }

  /** Only an answer in JSON comes from the service itself; a gateway can answer 404, too. */
  private <T> Attempt<T> absent(Response response) {
    return error(response) == null && !service.hidesItem().test(response)
        ? retry(
            response,
            "the answer does not come from "
                + service.name()
                + " ("
                + response.status()
                + ")"
                + place())
        : done(new Answer.Unknown<>());
  }

  /** The host, where a setting names another one than the service's. */
  private String place() {
    String source = settings.addressSource();
    return source == null
        ? ""
        : " from %s (%s)".formatted(ServiceAddress.hostAndPort(settings.base()), source);
  }

  private <T> Answer<T> refused(String reason) {
    return new Answer.Refused<>(reason, service.keyAdvice());
  }

  private String keyReason(Response response) {
    return withError(
        service.name() + (settings.key() == null ? " requires a key" : " refuses the key"),
        response);
  }

  /** The reason with the status and the service's error message. */
  private String withError(String reason, Response response) {
    String error = error(response);
    return reason + " (" + response.status() + (error == null ? "" : ": " + error) + ")";
  }

  private @Nullable String error(Response response) {
    try (JsonReader answer = reader(response)) {
      String error = response.isWebPage() ? null : ErrorText.of(answer.value());
      // Masked before it is cut: the rest of a cut key would not be recognized.
      return error == null ? null : ErrorText.oneLine(secrets.mask(error));
    } catch (UnreadableJson e) {
      return null;
    }
  }

  private <T> Attempt<T> retry(Response response, String reason) {
    return new Attempt.Retry<>(reason, response.status() < 500 ? null : wait(response), false);
  }

  private @Nullable Duration wait(Response response) {
    return RetryAfter.of(response, clock.instant());
  }

  private static <T> Attempt<T> done(Answer<T> answer) {
    return new Attempt.Done<>(answer);
  }
}
