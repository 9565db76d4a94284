package dev.tensors.tsr.civitai;

import dev.tensors.tsr.network.ServiceAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of a small form of an example picture. CivitAI's own are {@code
 * https://HOST/ACCOUNT/UUID/PARAMETERS/NAME.ENDING}, where the parameters, such as {@code
 * original=true}, choose the form.
 */
final class PictureAddress {

  private static final int LONGEST = 2_000;

  private static final String SMALL_PICTURE = "width=450,optimized=true";
  private static final String SMALL_STILL = "anim=false,transcode=true,width=450";

  private PictureAddress() {}

  /**
   * The address to ask for; null if the given one must not be asked.
   *
   * @param url the address that CivitAI gives
   * @param base the API's address, to whose origin plain http is permitted, too
   */
  static @Nullable URI of(String url, boolean isVideo, URI base) {
    URI given = parse(url);
    if (given == null
        || !ServiceAddress.isWeb(given)
        || !ServiceAddress.hasPort(given)
        || given.getRawUserInfo() != null
        || !ServiceAddress.isHttps(given) && !ServiceAddress.sameOrigin(given, base)) {
      return null;
    }
    String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
    String origin = given.getScheme() + "://" + given.getRawAuthority();
    return parse(origin + small(given.getRawPath(), isVideo) + query);
  }

  /** A path without parameters stays as it is. */
  private static String small(String path, boolean isVideo) {
    List<String> segments = List.of(path.split("/", -1));
    int parameters = segments.size() - 2;
    if (parameters < 1 || segments.get(parameters).indexOf('=') < 0) {
      return path;
    }
    String before = String.join("/", segments.subList(0, parameters));
    String name = segments.getLast();
    return isVideo
        ? before + "/" + SMALL_STILL + "/" + name.replaceFirst("\\.[^.]*$", "") + ".jpeg"
        : before + "/" + SMALL_PICTURE + "/" + name;
  }

  private static @Nullable URI parse(String address) {
    try {
      return address.length() > LONGEST ? null : new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
