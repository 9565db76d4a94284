package dev.tensors.tsr.civitai;

import java.net.URI;
import java.util.Locale;

/** Which web addresses may be asked, and which of them are the same service. */
final class Address {

  private Address() {}

  /**
   * Passes an address that a user may configure.
   *
   * @throws InvalidSettings otherwise
   */
  static void check(URI address) {
    // Before anything is quoted: a password is not shown.
    if (address.getRawUserInfo() != null) {
      throw new InvalidSettings("an address with a user name or password in it is not supported");
    }
    if (!isWeb(address)) {
      throw new InvalidSettings(
          "not the address of a web service: " + address + "; it begins with https://");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new InvalidSettings("an address without ? and # is needed");
    }
    if (!isSafe(address)) {
      throw new InvalidSettings(
          "plain http lets others read the key and change answers: %s; use https"
              .formatted(address));
    }
  }

  /** An absolute http or https address with a host. */
  static boolean isWeb(URI address) {
    return address.getHost() != null && (isHttps(address) || isHttp(address));
  }

  /** Nobody on the way can listen: TLS, or this very machine. */
  static boolean isSafe(URI address) {
    return isHttps(address) || isHttp(address) && isLoopback(address);
  }

  static boolean isHttps(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private static boolean isHttp(URI address) {
    return "http".equalsIgnoreCase(address.getScheme());
  }

  private static boolean isLoopback(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** Both have the same scheme, host and port. */
  static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI address) {
    int port = address.getPort();
    if (port < 0) {
      port = isHttps(address) ? 443 : 80;
    }
    String origin = address.getScheme() + "://" + address.getHost() + ":" + port;
    return origin.toLowerCase(Locale.ROOT);
  }
}
