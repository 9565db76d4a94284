package dev.tensors.tsr.civitai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom to ask, and as whom.
 *
 * @param base the API's address, such as {@code https://civitai.com/api/v1}; kept without a slash
 *     at its end
 * @param key null for none; blank is none too
 * @param userAgent the program and its version, such as {@code tsr/0.1.0}
 * @param network the way there
 */
public record Settings(URI base, String key, String userAgent, NetworkSettings network) {

  /**
   * Checks what is given.
   *
   * @throws InvalidSettings if the address is none of a web service, if whoever listens on the way
   *     to it could read the key, or if the key has characters that no key has
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
    network.proxy(base); // one that cannot be used is told before anything is done
    // HttpClient would refuse such a key too, and quote it.
    if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidSettings(
          "the CivitAI key has a space, a line break or a letter beyond ASCII in it");
    }
  }

  /** Without a proxy. */
  public Settings(URI base, String key, String userAgent) {
    this(base, key, userAgent, NetworkSettings.DIRECT);
  }

  /** The same as {@link #of(String, String, String, NetworkSettings)}, without a proxy. */
  public static Settings of(String address, String key, String userAgent) {
    return of(address, key, userAgent, NetworkSettings.DIRECT);
  }

  /**
   * Reads the address as a user wrote it.
   *
   * @throws InvalidSettings as the constructor does, and if it is no address at all
   */
  public static Settings of(String address, String key, String userAgent, NetworkSettings network) {
    ServiceAddress.refuseUser(address.strip());
    try {
      return new Settings(new URI(address.strip()), key, userAgent, network);
    } catch (URISyntaxException e) {
      throw new InvalidSettings("not a web address (" + e.getReason() + ")");
    }
  }

  /** The address of a call; {@code path} begins with a slash. */
  URI resolve(String path) {
    return URI.create(base + path);
  }

  /** What must not be shown: the key, and the password of a proxy. */
  public Secrets secrets() {
    List<String> secrets = new ArrayList<>(network.secrets());
    secrets.add(key);
    return Secrets.of(secrets);
  }

  @Override
  public String toString() {
    String shownKey = key == null ? "none" : "***";
    return "Settings[base=" + base + ", key=" + shownKey + ", userAgent=" + userAgent + "]";
  }
}
