package dev.tensors.tsr.civitai;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The way to CivitAI, as the environment describes it to curl and its like: through which proxy,
 * and which certificates are trusted beyond those that everybody trusts.
 */
public final class NetworkSettings {

  /** Without a proxy. */
  public static final NetworkSettings DIRECT = new NetworkSettings(Map.of());

  /** What curl takes where the address of a proxy names none. */
  private static final int USUAL_PORT = 1080;

  /**
   * A proxy.
   *
   * @param variable by which it is named, for messages
   * @param user with the password, as {@code user:password}; null for none
   */
  record Proxy(String variable, String host, int port, String user) {

    /** What the proxy is to be told; null for nothing. */
    String authorization() {
      return user == null
          ? null
          : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "the proxy " + host + ":" + port + " (" + variable + ")";
    }
  }

  private final Map<String, String> variables;
  private final NoProxy noProxy;
  private final SSLContext trust;

  private NetworkSettings(Map<String, String> variables) {
    this.variables = variables;
    this.noProxy = new NoProxy(eitherCase("NO_PROXY"));
    this.trust = TrustedRoots.with(variables.getOrDefault("SSL_CERT_FILE", ""));
  }

  /**
   * Reads the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code
   * NO_PROXY}, of which the ones in lower case go first, and {@code SSL_CERT_FILE}.
   *
   * @throws InvalidSettings if the file of certificates cannot be used
   */
  public static NetworkSettings of(Map<String, String> variables) {
    return new NetworkSettings(variables);
  }

  /** What is trusted; null for what Java trusts. */
  SSLContext trust() {
    return trust;
  }

  /**
   * The proxy for an address; null if there is none. What this very machine serves in the clear is
   * asked through no proxy elsewhere: the key would go there.
   *
   * @throws InvalidSettings if there is one that cannot be used
   */
  Proxy proxy(URI target) {
    String scheme = target.getScheme().toUpperCase(Locale.ROOT);
    String variable = isSet(scheme + "_PROXY") ? scheme + "_PROXY" : "ALL_PROXY";
    String address = eitherCase(variable).strip();
    if (address.isEmpty() || noProxy.includes(target)) {
      return null;
    }
    Proxy proxy = proxy(variable, address);
    return ServiceAddress.isHttps(target) || ServiceAddress.isLoopback(proxy.host()) ? proxy : null;
  }

  /** The texts that must not be shown. */
  List<String> secrets() {
    return List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY").stream()
        .map(variable -> user(withoutScheme(eitherCase(variable).strip())))
        .filter(user -> user != null && user.contains(":"))
        .toList();
  }

  /** An empty one is set, too, and says that there is to be no proxy. */
  private boolean isSet(String variable) {
    return variables.containsKey(variable)
        || variables.containsKey(variable.toLowerCase(Locale.ROOT));
  }

  private String eitherCase(String variable) {
    String lower = variables.get(variable.toLowerCase(Locale.ROOT));
    return lower == null ? variables.getOrDefault(variable, "") : lower;
  }

  private static Proxy proxy(String variable, String address) {
    String scheme = address.contains("://") ? address.replaceFirst("://.*", "") : "http";
    if (scheme.toLowerCase(Locale.ROOT).startsWith("socks")) {
      throw InvalidSettings.ofEnvironment(
          variable
              + ": SOCKS proxies are not supported; name an HTTP proxy, such as http://host:3128");
    }
    if (!scheme.equalsIgnoreCase("http")) {
      throw InvalidSettings.ofEnvironment(
          variable + ": the address of a proxy begins with http://, also where https is asked for");
    }
    String place = withoutScheme(address).replaceFirst("[/?#].*", "");
    String server = place.substring(place.lastIndexOf('@') + 1);
    try {
      URI uri = new URI("http://" + server);
      if (uri.getHost() == null || !ServiceAddress.hasPort(uri)) {
        throw unusable(variable);
      }
      return new Proxy(
          variable, uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), user(place));
    } catch (URISyntaxException e) {
      throw unusable(variable);
    }
  }

  /** Its value is not shown, since there may be a password in it. */
  private static InvalidSettings unusable(String variable) {
    return InvalidSettings.ofEnvironment(
        variable + ": not the address of a proxy, such as http://user:password@host:3128");
  }

  private static String withoutScheme(String address) {
    return address.replaceFirst("^[A-Za-z0-9+.-]*://", "");
  }

  private static String user(String place) {
    int at = place.lastIndexOf('@');
    if (at <= 0) {
      return null;
    }
    String user = place.substring(0, at);
    try {
      return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return user; // with a % that stands for itself
    }
  }
}
