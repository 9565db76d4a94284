package dev.tensors.tsr.network;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request of a client.
 *
 * @param accept the media types that the client reads
 * @param body JSON to post; null for a GET
 * @param mayHaveKey whether the key is sent, if the target belongs to the API
 */
public record HttpCall(
    URI target, String accept, @Nullable String body, boolean mayHaveKey, AnswerLimits limits) {

  /**
   * The limits of one answer.
   *
   * @param bytes the largest body, both compressed and decompressed
   * @param time the time for one attempt, from its start to the end of the body, including
   *     redirects
   */
  public record AnswerLimits(int bytes, Duration time) {

    public static final AnswerLimits USUAL = new AnswerLimits(24 << 20, Duration.ofSeconds(60));
  }

  /**
   * One call of the API.
   *
   * @param path the path below the API's base address, with the query
   * @param body JSON to post; null for a GET
   */
  public record ApiCall(String path, @Nullable String body) {

    public static ApiCall get(String path) {
      return new ApiCall(path, null);
    }

    /** Posts a JSON array of strings, none of which has a character that JSON escapes. */
    public static ApiCall post(String path, List<String> values) {
      return new ApiCall(path, "[\"" + String.join("\",\"", values) + "\"]");
    }
  }

  private static final String JSON = "application/json";

  public static HttpCall of(ApiCall call, Settings settings, AnswerLimits limits) {
    return new HttpCall(settings.resolve(call.path()), JSON, call.body(), true, limits);
  }

  /** A request for a picture, which never has the key: pictures are public, on any host. */
  public static HttpCall ofPicture(URI target, String accept, AnswerLimits limits) {
    return new HttpCall(target, accept, null, false, limits);
  }

  String method() {
    return body == null ? "GET" : "POST";
  }

  /** The request to which a redirect leads: 303 asks for a GET, others keep method and body. */
  HttpCall redirected(int status, URI next) {
    return new HttpCall(next, accept, status == 303 ? null : body, mayHaveKey, limits);
  }
}
