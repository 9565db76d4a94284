package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.network.InvalidSettings;
import dev.tensors.tsr.civitai.network.ServiceAddress;
import dev.tensors.tsr.civitai.network.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which addresses may be given to a download program: those at CivitAI, and at the host of
 * the API that the user has configured.
 */
public final class DownloadAddress {

  private static final List<String> CIVITAI =
      List.of("https://civitai.com/", "https://civitai.red/");

  /** Whatever reads the address sees its end where tsr does. */
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]{1,2000}");

  private final List<String> origins;

  private DownloadAddress(List<String> origins) {
    this.origins = origins;
  }

  /**
   * The addresses at CivitAI and at the API's host.
   *
   * @param api the API's address; plain http is for this machine only
   * @throws InvalidSettings if the address cannot or must not be used
   */
  public static DownloadAddress of(String api) {
    URI base = Settings.address(api);
    ServiceAddress.check(base);
    String origin = base.getScheme() + "://" + base.getRawAuthority() + "/";
    return new DownloadAddress(
        Stream.concat(CIVITAI.stream(), Stream.of(origin.toLowerCase(Locale.ROOT))).toList());
  }

  /**
   * Whether an address may be given away. The start is compared letter by letter, so that no
   * program can read another host out of it.
   */
  public boolean allows(String address) {
    return PLAIN.matcher(address).matches() && origins.stream().anyMatch(address::startsWith);
  }
}
