package dev.tensors.tsr.civitai;

import java.net.URI;

/** Where a response sends the request. */
final class Redirection {

  private Redirection() {}

  /**
   * Null if the response is no redirect.
   *
   * @param asked the address that was asked
   * @throws Hopeless if it leads to no web address, or to where others can listen
   */
  static URI of(Response response, URI asked) throws Hopeless {
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 -> target(response.header("Location"), asked);
      default -> null;
    };
  }

  private static URI target(String location, URI asked) throws Hopeless {
    if (location == null) {
      throw new Hopeless("a redirect without a target");
    }
    URI target = resolve(location, asked);
    if (!Address.isWeb(target) || !Address.hasPort(target) || target.getRawUserInfo() != null) {
      throw new Hopeless("a redirect to what is no web address");
    }
    if (!Address.isSafe(target) || Address.isHttps(asked) && !Address.isHttps(target)) {
      throw new Hopeless("a redirect from " + asked.getHost() + " to plain http");
    }
    return target;
  }

  private static URI resolve(String location, URI asked) throws Hopeless {
    try {
      return asked.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Hopeless("a redirect to what is no web address");
    }
  }
}
