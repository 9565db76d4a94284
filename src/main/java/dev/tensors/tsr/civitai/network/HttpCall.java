package dev.tensors.tsr.civitai.network;

import java.net.URI;
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
