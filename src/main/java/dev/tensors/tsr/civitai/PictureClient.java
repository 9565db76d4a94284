package dev.tensors.tsr.civitai;

import dev.tensors.tsr.model.files.PictureFormat;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.CallFailure;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.ConnectionFailure;
import dev.tensors.tsr.network.HttpCall;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.Response;
import dev.tensors.tsr.network.ResponseClassifier;
import dev.tensors.tsr.network.RetryAfter;
import dev.tensors.tsr.network.RetryingClient;
import dev.tensors.tsr.network.RetryingClient.Attempt;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.network.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Fetches example pictures. */
final class PictureClient {

  /** 450 pixels take some tens of kilobytes. The time is that of all attempts together. */
  static final AnswerLimits LIMITS = new AnswerLimits(4 << 20, Duration.ofSeconds(30));

  /** The status of an answer that a proxy has changed, by making a picture smaller perhaps. */
  private static final int TRANSFORMED = 203;

  private static final String ACCEPTED = "image/jpeg, image/png, image/webp";

  private final Settings settings;
  private final Transport transport;
  private final RetryingClient retrying;
  private final InstantSource clock;
  private final AnswerLimits limits;

  PictureClient(
      Settings settings,
      Transport transport,
      RetryingClient retrying,
      InstantSource clock,
      AnswerLimits limits) {
    this.settings = settings;
    this.transport = transport;
    this.retrying = retrying;
    this.clock = clock;
    this.limits = limits;
  }

  Answer<FetchedPicture> fetch(String url, boolean isVideo) throws InterruptedException {
    URI address = PictureAddress.of(url, isVideo, settings.base());
    if (address == null) {
      return unusable("its address is not one that begins with https://");
    }
    Attempts attempts = new Attempts(address);
    try {
      return retrying.make(attempts::next);
    } catch (AnswerTooLarge e) {
      return unusable("it is larger than " + (limits.bytes() >> 20) + " MiB");
    }
  }

  /**
   * The attempts to fetch one picture, which have a time together: a host that sends byte by byte
   * would take up the time of each. The waits between them do not count, since the host asks for
   * them.
   */
  private final class Attempts {

    private final URI address;
    private Duration left = limits.time();

    Attempts(URI address) {
      this.address = address;
    }

    Attempt<FetchedPicture> next() throws CallFailure, InterruptedException {
      long start = System.nanoTime();
      try {
        AnswerLimits ofThis = new AnswerLimits(limits.bytes(), left);
        return classify(
            transport.send(HttpCall.ofPicture(address, ACCEPTED, ofThis)), address.getHost());
      } catch (ConnectionFailure e) {
        if (left.compareTo(since(start)) > 0) {
          throw e;
        }
        return done(new Answer.Unreachable<>(e.reason()));
      } finally {
        left = left.minus(since(start));
        left = left.isPositive() ? left : Duration.ofMillis(1);
      }
    }

    private static Duration since(long start) {
      return Duration.ofNanos(System.nanoTime() - start);
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
        if (status == 200 || status == TRANSFORMED) {
          yield picture(response, host);
        }
        if (status > 200 && status < 300) {
          yield done(unusable(host + " sends no whole picture (" + status + ")"));
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
      if (!WholePicture.is(format, response.body())) {
        return done(unusable("it is not whole: " + host + " has only a part of it"));
      }
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
