package dev.tensors.tsr.civitai;

import java.util.List;
import java.util.Map;

/**
 * An image or a video that shows what a version makes. All but the map and the list can be null.
 *
 * @param id CivitAI's id, by which it is known: the same image has several addresses
 * @param nsfwLevel a bit mask
 * @param width in pixels
 * @param height in pixels
 * @param hash a BlurHash
 * @param type image or video
 * @param hasMeta whether there are parameters, which only a version's own answer has
 * @param onSite whether CivitAI made it
 * @param poi whether it shows a real person
 * @param remixOfId the id of the image it was made from
 * @param video null for an image
 * @param params what it was made with, in CivitAI's order
 * @param resources what it was made with, as far as CivitAI lists it, without repeats
 */
public record WireImage(
    Long id,
    String url,
    Long nsfwLevel,
    Long width,
    Long height,
    String hash,
    String type,
    Boolean hasMeta,
    Boolean hasPositivePrompt,
    Boolean onSite,
    Boolean minor,
    Boolean poi,
    String availability,
    Long remixOfId,
    WireVideo video,
    Map<String, WireParameter> params,
    List<WireResource> resources) {

  /** The longest id that a long holds whatever its digits are. */
  private static final int MOST_DIGITS = 18;

  /** Of answers from before there was a bit mask. */
  private static final Map<String, Long> OLD_LEVELS =
      Map.of("None", 1L, "Soft", 2L, "Mature", 4L, "X", 8L);

  static WireImage of(JsonObject fields) {
    String url = fields.text("url");
    Long id = fields.number("id");
    JsonObject meta = GenerationMeta.of(fields);
    return new WireImage(
        id == null ? idInUrl(url) : id,
        url,
        nsfwLevel(fields),
        fields.number("width"),
        fields.number("height"),
        fields.text("hash"),
        fields.text("type"),
        fields.truth("hasMeta"),
        fields.truth("hasPositivePrompt"),
        fields.truth("onSite"),
        fields.truth("minor"),
        fields.truth("poi"),
        fields.text("availability"),
        fields.number("remixOfId"),
        WireVideo.of(fields),
        GenerationMeta.params(meta),
        WireResource.of(meta));
  }

  /** The last segment of a path, without its extension. No id begins with 0, but file names do. */
  private static Long idInUrl(String url) {
    if (url == null || url.indexOf('/') < 0) {
      return null;
    }
    int end = 0;
    while (end < url.length() && "?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String name = url.substring(url.lastIndexOf('/', end) + 1, end);
    int dot = name.indexOf('.');
    String digits = dot < 0 ? name : name.substring(0, dot);
    boolean isId =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && digits.charAt(0) != '0'
            && name.lastIndexOf('.') == dot;
    return isId ? Long.valueOf(digits) : null;
  }

  private static Long nsfwLevel(JsonObject fields) {
    Long level = fields.number("nsfwLevel");
    if (level != null) {
      return level;
    }
    String name = fields.text("nsfwLevel");
    String old = name == null ? fields.text("nsfw") : name;
    return old == null ? null : OLD_LEVELS.get(old);
  }
}
