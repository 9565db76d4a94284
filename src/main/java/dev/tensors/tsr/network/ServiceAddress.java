package dev.tensors.tsr.network;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the addresses of web services, and compares their origins. */
public final class ServiceAddress {

  /** An address without {@code user:password@} before the host. */
  private static final Pattern WITHOUT_USER =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*:(?=/))?+/*+(?:\\[[^\\]@/]*\\]|[^:@%/?#]*)(?::\\d*)?"
              + "(?:[/?#](?!.*(?:@|%40)).*)?",
          Pattern.DOTALL);

  private ServiceAddress() {}

  /**
   * Checks an address that a user has configured.
   *
   * @throws InvalidSettings if it cannot or must not be used
   */
  public static void check(URI address) {
    // First, since the messages below quote the address, which may contain a password.
    refuseUser(address.toString());
    if (!isWeb(address)) {
      throw new InvalidSettings(
          "'" + address + "' is not the address of a web service; it must begin with https://");
    }
    if (!hasPort(address)) {
      throw new InvalidSettings(
          "the port of the address is not between 1 and 65535; leave it out, or correct it");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new InvalidSettings("the address must not contain ? or #; leave out what follows");
    }
    if (!isSafe(address)) {
      throw new InvalidSettings(
          "plain http lets others read the key and change answers: %s; use https"
              .formatted(address));
    }
  }

  /**
   * Checks that a text, even one that is not an address, contains no user name and password.
   *
   * @throws InvalidSettings if it may contain them
   */
  static void refuseUser(String address) {
    if (!WITHOUT_USER.matcher(address).matches()) {
      boolean hasUser = address.contains("@") || address.contains("%40");
      throw new InvalidSettings(
          hasUser
              ? "an address with a user name or password in it is not supported; leave them out"
              : "not a web address; write one such as https://civitai.com/api/v1");
    }
  }

  /** Whether the address names no port, or a valid one. */
  public static boolean hasPort(URI address) {
    return address.getPort() != 0 && address.getPort() <= 65535;
  }

  /** Whether it is an absolute http or https address with a host. */
  public static boolean isWeb(URI address) {
    return address.getHost() != null && (isHttps(address) || isHttp(address));
  }

  /** Whether nobody can read the traffic: the address is https, or on this machine. */
  static boolean isSafe(URI address) {
    return isHttps(address) || isHttp(address) && isLoopback(address);
  }

  public static boolean isHttps(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private static boolean isHttp(URI address) {
    return "http".equalsIgnoreCase(address.getScheme());
  }

  private static boolean isLoopback(URI address) {
    return isLoopback(address.getHost());
  }

  /** Whether a host name or address is that of this machine. */
  static boolean isLoopback(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** The host, and the port unless it is the default one of the scheme. */
  static String hostAndPort(URI address) {
    int standard = isHttps(address) ? 443 : 80;
    return port(address) == standard ? address.getHost() : address.getHost() + ":" + port(address);
  }

  /** Both have the same scheme, host and port. */
  public static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI address) {
    String origin = address.getScheme() + "://" + address.getHost() + ":" + port(address);
    return origin.toLowerCase(Locale.ROOT);
  }

  /** The port, or the default one of the scheme. */
  static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : isHttps(address) ? 443 : 80;
  }
}
