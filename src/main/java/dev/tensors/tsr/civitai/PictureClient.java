package dev.tensors.tsr.civitai;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Fetches example pictures. */
final class PictureClient {

  /** 450 pixels take some tens of kilobytes. */
  private static final AnswerLimits LIMITS = new AnswerLimits(4 << 20, Duration.ofSeconds(60));

  private static final String ACCEPTED = "image/jpeg, image/png, image/webp";

  private final Settings settings;
  private final Transport transport;
  private final RetryingClient retrying;
  private final InstantSource clock;

  PictureClient(
      Settings settings, Transport transport, RetryingClient retrying, InstantSource clock) {
    this.settings = settings;
    this.transport = transport;
    this.retrying = retrying;
    this.clock = clock;
  }

  Answer<FetchedPicture> fetch(String url, boolean isVideo) throws InterruptedException {
    URI address = PictureAddress.of(url, isVideo, settings.base());
    if (address == null) {
      return unusable("its address is not one that begins with https://");
    }
    HttpCall call = HttpCall.ofPicture(address, ACCEPTED, LIMITS);
    try {
      return retrying.make(() -> classify(transport.send(call), address.getHost()));
    } catch (AnswerTooLarge e) {
      return unusable("it is larger than " + (LIMITS.bytes() >> 20) + " MiB");
    }
  }

  private Attempt<FetchedPicture> classify(Response response, String host) {
    int status = response.status();
    return switch (status) {
      case 404, 410 -> done(new Answer.Unknown<>());
      case 401, 403 ->
          done(
              new Answer.Refused<>(
                  host + " refuses the request (" + status + ")", "try again later"));
      case 407 -> done(ResponseClassifier.proxyRefusal());
      case 429 ->
          new Attempt.Retry<>("too many requests to " + host + " (429)", wait(response), true);
      case 408, 425 -> retry(response, host + " cannot answer yet (" + status + ")");
      default -> {
        if (status >= 200 && status < 300) {
          yield picture(response, host);
        }
        yield status >= 500
            ? retry(response, host + " is unavailable (" + status + ")")
            : done(unusable(host + " refuses the request (" + status + ")"));
      }
    };
  }

  /** The format is looked at first, since the bytes of a picture can look like HTML. */
  private Attempt<FetchedPicture> picture(Response response, String host) {
    PictureFormat format = PictureFormat.of(response.body());
    if (format != null && PictureFormat.KEPT.contains(format)) {
      return done(new Answer.Found<>(new FetchedPicture.Usable(response.body(), format)));
    }
    return response.isWebPage()
        ? retry(response, host + " sends a web page instead of a picture")
        : done(unusable("it is not a JPEG, PNG or WebP picture"));
  }

  private Attempt<FetchedPicture> retry(Response response, String reason) {
    return new Attempt.Retry<>(reason, response.status() < 500 ? null : wait(response), false);
  }

  private @Nullable Duration wait(Response response) {
    return RetryAfter.parse(response.header("Retry-After"), clock.instant());
  }

  private static Answer<FetchedPicture> unusable(String reason) {
    return new Answer.Found<>(new FetchedPicture.Unusable(reason));
  }

  private static Attempt<FetchedPicture> done(Answer<FetchedPicture> answer) {
    return new Attempt.Done<>(answer);
  }
}
