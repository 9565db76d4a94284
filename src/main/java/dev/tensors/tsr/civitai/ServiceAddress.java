package dev.tensors.tsr.civitai;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which web addresses may be asked, and which of them are the same service. */
final class ServiceAddress {

  /** A scheme, and before the path nothing but a host, in brackets or not, and a port. */
  private static final Pattern WITHOUT_USER =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*:(?=/))?+/*+(?:\\[[^\\]@/]*\\]|[^:@%/?#]*)(?::\\d*)?"
              + "(?:[/?#](?!.*(?:@|%40)).*)?",
          Pattern.DOTALL);

  private ServiceAddress() {}

  /**
   * Passes an address that a user may configure.
   *
   * @throws InvalidSettings otherwise
   */
  static void check(URI address) {
    // Before anything is quoted: a password is not shown.
    refuseUser(address.toString());
    if (!isWeb(address)) {
      throw new InvalidSettings(
          "not the address of a web service: " + address + "; it begins with https://");
    }
    if (!hasPort(address)) {
      throw new InvalidSettings(
          "the port of the address is not between 1 and 65535; leave it out, or correct it");
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

  /**
   * Passes the text of an address, whatever it is, if no user name and no password can be in it.
   *
   * @throws InvalidSettings otherwise
   */
  static void refuseUser(String address) {
    if (!WITHOUT_USER.matcher(address).matches()) {
      boolean hasUser = address.contains("@") || address.contains("%40");
      throw new InvalidSettings(
          hasUser
              ? "an address with a user name or password in it is not supported"
              : "not a web address such as https://civitai.com/api/v1");
    }
  }

  /** Names none, or one that there is. */
  static boolean hasPort(URI address) {
    return address.getPort() != 0 && address.getPort() <= 65535;
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
    return isLoopback(address.getHost());
  }

  /** A name or an address that leads to this very machine. */
  static boolean isLoopback(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** Both have the same scheme, host and port. */
  static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI address) {
    String origin = address.getScheme() + "://" + address.getHost() + ":" + port(address);
    return origin.toLowerCase(Locale.ROOT);
  }

  /** The port, named or not. */
  static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : isHttps(address) ? 443 : 80;
  }
}
