package dev.tensors.tsr.civitai;

import java.net.URI;

/** Where a response sends the request. */
final class Redirection {

  private Redirection() {}

  /**
   * Null if the response is no redirect.
   *
   * @param asked the address that was asked
   * @throws PermanentFailure if it leads to no web address, or to where others can listen
   */
  static URI of(Response response, URI asked) throws PermanentFailure {
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 -> target(response.header("Location"), asked);
      default -> null;
    };
  }

  private static URI target(String location, URI asked) throws PermanentFailure {
    if (location == null) {
      throw new PermanentFailure("a redirect without a target");
    }
    URI target = resolve(location, asked);
    if (!ServiceAddress.isWeb(target)
        || !ServiceAddress.hasPort(target)
        || target.getRawUserInfo() != null) {
      throw new PermanentFailure("a redirect to what is no web address");
    }
    if (!ServiceAddress.isSafe(target)
        || ServiceAddress.isHttps(asked) && !ServiceAddress.isHttps(target)) {
      throw new PermanentFailure("a redirect from " + asked.getHost() + " to plain http");
    }
    return target;
  }

  private static URI resolve(String location, URI asked) throws PermanentFailure {
    try {
      return asked.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure("a redirect to what is no web address");
    }
  }
}
