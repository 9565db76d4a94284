package dev.tensors.tsr.civitai;

import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.network.InvalidSettings;
import dev.tensors.tsr.network.ServiceAddress;
import dev.tensors.tsr.network.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which addresses may be given to a download program: those at CivitAI, at the host of the
 * API that the user has configured, and at Hugging Face or the mirror of it that the user has
 * named.
 */
public final class DownloadAddress {

  private static final List<String> CIVITAI =
      List.of("https://civitai.com/", "https://civitai.red/");

  /** Whatever reads the address sees its end where tsr does. */
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]{1,2000}");

  private final List<String> origins;

  /** Where files of Hugging Face are fetched from. */
  private final String huggingFace;

  private DownloadAddress(List<String> origins, String huggingFace) {
    this.origins = origins;
    this.huggingFace = huggingFace;
  }

  /**
   * The addresses at CivitAI, at the API's host and at Hugging Face.
   *
   * @param api the API's address; plain http is for this machine only
   * @param huggingFace the address of a mirror of Hugging Face; null: none
   * @throws InvalidSettings if an address cannot or must not be used
   */
  public static DownloadAddress of(String api, @Nullable String huggingFace) {
    List<String> origins = new ArrayList<>(CIVITAI);
    origins.add(Repository.START);
    origins.add(origin(api));
    if (huggingFace == null) {
      return new DownloadAddress(origins, Repository.START);
    }
    origins.add(origin(huggingFace));
    return new DownloadAddress(
        origins, huggingFace.endsWith("/") ? huggingFace : huggingFace + "/");
  }

  private static String origin(String address) {
    URI base = Settings.address(address);
    ServiceAddress.check(base);
    return (base.getScheme() + "://" + base.getRawAuthority() + "/").toLowerCase(Locale.ROOT);
  }

  /** The address that is given away: one at Hugging Face is that at the user's mirror. */
  public String toFetch(String address) {
    return address.startsWith(Repository.START)
        ? huggingFace + address.substring(Repository.START.length())
        : address;
  }

  /**
   * Whether an address may be given away. The start is compared letter by letter, so that no
   * program can read another host out of it.
   */
  public boolean allows(String address) {
    return PLAIN.matcher(address).matches() && origins.stream().anyMatch(address::startsWith);
  }
}
