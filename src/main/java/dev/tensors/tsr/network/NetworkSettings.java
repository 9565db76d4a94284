package dev.tensors.tsr.network;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxies and additional root certificates that the environment names, in the variables that
 * curl reads.
 */
public final class NetworkSettings {

  /** Without a proxy. */
  public static final NetworkSettings DIRECT = new NetworkSettings(Map.of());

  /** curl's port for a proxy whose address names none. */
  private static final int USUAL_PORT = 1080;

  /**
   * A proxy.
   *
   * @param variable the environment variable that names it, for messages
   * @param user {@code user:password}
   */
  public record Proxy(String variable, String host, int port, @Nullable String user) {

    /** The value of Proxy-Authorization. */
    @Nullable String authorization() {
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
  private final @Nullable SSLContext trust;

  private NetworkSettings(Map<String, String> variables) {
    this.variables = variables;
    this.noProxy = new NoProxy(eitherCase("NO_PROXY"));
    this.trust = TrustedRoots.with(variables.getOrDefault("SSL_CERT_FILE", ""));
  }

  /**
   * Reads the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code
   * NO_PROXY}, where a name in lower case goes first, and {@code SSL_CERT_FILE}.
   *
   * @throws InvalidSettings if the file of certificates cannot be used
   */
  public static NetworkSettings of(Map<String, String> variables) {
    return new NetworkSettings(variables);
  }

  /** The trusted certificates; null for Java's own. */
  @Nullable SSLContext trust() {
    return trust;
  }

  /**
   * The proxy for an address; null for none. A plain http service on this machine is never reached
   * through a proxy on another machine, since the proxy could read the key.
   *
   * @throws InvalidSettings if the variable's value is not the address of an HTTP proxy
   */
  public @Nullable Proxy proxy(URI target) {
    String scheme = target.getScheme().toUpperCase(Locale.ROOT);
    String variable = inCase(isSet(scheme + "_PROXY") ? scheme + "_PROXY" : "ALL_PROXY");
    String address = variables.getOrDefault(variable, "").strip();
    if (address.isEmpty() || noProxy.includes(target)) {
      return null;
    }
    Proxy proxy = proxy(variable, address);
    return ServiceAddress.isHttps(target) || ServiceAddress.isLoopback(proxy.host()) ? proxy : null;
  }

  /** The user names and passwords of the proxies. */
  public List<String> secrets() {
    return List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY").stream()
        .map(variable -> user(withoutScheme(eitherCase(variable).strip())))
        .flatMap(Stream::ofNullable)
        .filter(user -> user.contains(":"))
        .toList();
  }

  /** An empty variable is set, too: it means no proxy. */
  private boolean isSet(String variable) {
    return variables.containsKey(variable)
        || variables.containsKey(variable.toLowerCase(Locale.ROOT));
  }

  private String eitherCase(String variable) {
    return variables.getOrDefault(inCase(variable), "");
  }

  /** The name of the variable as it is set: in lower case, if that is. */
  private String inCase(String variable) {
    String lower = variable.toLowerCase(Locale.ROOT);
    return variables.containsKey(lower) ? lower : variable;
  }

  private static Proxy proxy(String variable, String address) {
    String scheme = address.contains("://") ? address.replaceFirst("://.*", "") : "http";
    if (scheme.toLowerCase(Locale.ROOT).startsWith("socks")) {
      throw new InvalidSettings(
          variable
              + ": SOCKS proxies are not supported; name an HTTP proxy, such as http://host:3128");
    }
    if (!scheme.equalsIgnoreCase("http")) {
      throw new InvalidSettings(
          variable + ": the address of a proxy must begin with http://, also for https requests");
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

  /** Without the value, which may contain a password. */
  private static InvalidSettings unusable(String variable) {
    return new InvalidSettings(
        variable
            + ": not the address of a proxy, such as http://user:password@host:3128; correct the"
            + " variable or unset it");
  }

  private static String withoutScheme(String address) {
    return address.replaceFirst("^[A-Za-z0-9+.-]*://", "");
  }

  private static @Nullable String user(String place) {
    int at = place.lastIndexOf('@');
    if (at <= 0) {
      return null;
    }
    String user = place.substring(0, at);
    try {
      return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return user; // not percent-encoded
    }
  }
}
