package dev.tensors.tsr.network;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of the API and the identity of the client.
 *
 * @param base the API's address without a slash at its end, such as {@code
 *     https://civitai.com/api/v1}
 * @param addressSource the option, variable or file that names the address, for messages; null: the
 *     address is the usual one
 * @param key the API key
 * @param userAgent the program and its version, such as {@code tsr/0.1.0}
 * @param network the proxies and certificates
 */
public record Settings(
    URI base,
    @Nullable String addressSource,
    @Nullable String key,
    String userAgent,
    NetworkSettings network) {

  /**
   * Checks the settings. A blank key is no key.
   *
   * @throws InvalidSettings if the address is not that of a web service or is not encrypted, if the
   *     proxy cannot be used, or if the key has invalid characters
   */
  public Settings {
    ServiceAddress.check(base);
    String address = base.toString();
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    base = URI.create(address.substring(0, end));
    key = key == null || key.isBlank() ? null : key.strip();
    network.proxy(base); // throws if the proxy cannot be used
    // HttpClient would refuse the key, too, with a message that quotes it.
    if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidSettings(
          "the CivitAI key contains a space, a line break or a non-ASCII character");
    }
  }

  /** Settings without a proxy. */
  public Settings(URI base, @Nullable String key, String userAgent) {
    this(base, null, key, userAgent, NetworkSettings.DIRECT);
  }

  /** The same as {@link #of(String, String, String, NetworkSettings)}, without a proxy. */
  public static Settings of(String address, @Nullable String key, String userAgent) {
    return of(address, key, userAgent, NetworkSettings.DIRECT);
  }

  /**
   * Reads the address as a user wrote it.
   *
   * @throws InvalidSettings as the constructor does, and if it is not an address
   */
  public static Settings of(
      String address, @Nullable String key, String userAgent, NetworkSettings network) {
    return new Settings(address(address), null, key, userAgent, network);
  }

  /** The address as a user wrote it, unchecked but for a user name in it. */
  public static URI address(String written) {
    ServiceAddress.refuseUser(written.strip());
    try {
      return new URI(written.strip());
    } catch (URISyntaxException e) {
      throw new InvalidSettings("not a web address (" + e.getReason() + "); correct it");
    }
  }

  /** The same settings, which say in messages where their address comes from. */
  public Settings withAddressFrom(@Nullable String source) {
    return new Settings(base, source, key, userAgent, network);
  }

  /** The address, and what names it, for messages. */
  public String place() {
    return addressSource == null ? base.toString() : base + " (" + addressSource + ")";
  }

  /** The address of a call; {@code path} begins with a slash. */
  public URI resolve(String path) {
    return URI.create(base + path);
  }

  /** The key, and the passwords of the proxies. */
  public Secrets secrets() {
    List<@Nullable String> secrets = new ArrayList<>(network.secrets());
    secrets.add(key);
    return Secrets.of(secrets);
  }

  @Override
  public String toString() {
    String shownKey = key == null ? "none" : "***";
    return "Settings[base=" + base + ", key=" + shownKey + ", userAgent=" + userAgent + "]";
  }
}
