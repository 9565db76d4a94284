package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.PermanentFailure;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The target of a redirect. */
public final class Redirection {

  private Redirection() {}

  /**
   * The target of a response; null if the response is no redirect.
   *
   * @param asked the address of the request
   * @throws PermanentFailure if the target is not a web address, or not an https one where the
   *     request was
   */
  public static @Nullable URI of(Response response, URI asked) throws PermanentFailure {
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 -> target(response.header("Location"), asked);
      default -> null;
    };
  }

  private static URI target(@Nullable String location, URI asked) throws PermanentFailure {
    if (location == null) {
      throw new PermanentFailure("a redirect without a target");
    }
    URI target = resolve(location, asked);
    if (!ServiceAddress.isWeb(target)
        || !ServiceAddress.hasPort(target)
        || target.getRawUserInfo() != null) {
      throw new PermanentFailure("a redirect to an invalid address");
    }
    if (!ServiceAddress.isSafe(target)
        || ServiceAddress.isHttps(asked) && !ServiceAddress.isHttps(target)) {
      throw new PermanentFailure("a redirect from " + asked.getHost() + " to unencrypted http");
    }
    return target;
  }

  private static URI resolve(String location, URI asked) throws PermanentFailure {
    try {
      return asked.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure("a redirect to an invalid address");
    }
  }
}
