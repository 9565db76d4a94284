package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example image or video of a version.
 *
 * @param id CivitAI's id; it identifies the image, which has several addresses
 * @param nsfwLevel a bit mask
 * @param width in pixels
 * @param height in pixels
 * @param hash a BlurHash
 * @param type image or video
 * @param hasMeta whether CivitAI has generation parameters; only a version's own answer has them
 * @param onSite whether it was generated at CivitAI
 * @param poi whether it shows a real person
 * @param remixOfId the id of the image from which it was made
 * @param video null for an image
 * @param parameters the generation parameters by key, in CivitAI's order
 * @param resources the models it was made with that CivitAI lists, without repeats
 */
public record WireImage(
    @Nullable Long id,
    @Nullable String url,
    @Nullable Long nsfwLevel,
    @Nullable Long width,
    @Nullable Long height,
    @Nullable String hash,
    @Nullable String type,
    @Nullable Boolean hasMeta,
    @Nullable Boolean hasPositivePrompt,
    @Nullable Boolean onSite,
    @Nullable Boolean minor,
    @Nullable Boolean poi,
    @Nullable String availability,
    @Nullable Long remixOfId,
    @Nullable WireVideo video,
    Map<String, GenerationParameter> parameters,
    List<ImageResource> resources) {

  /**
   * The fields that only a video has.
   *
   * @param duration in seconds
   * @param size in bytes
   */
  public record WireVideo(
      @Nullable Double duration, @Nullable Boolean hasAudio, @Nullable Long size) {

    /** Null if the image is no video. */
    public static @Nullable WireVideo of(JsonObject image) {
      JsonObject metadata = image.object("metadata");
      Double duration = metadata.fraction("duration");
      if (duration == null && !"video".equals(image.text("type"))) {
        return null;
      }
      Boolean hasAudio = metadata.truth("hasAudio");
      return new WireVideo(
          duration, hasAudio == null ? metadata.truth("audio") : hasAudio, metadata.number("size"));
    }
  }

  /** A long holds each number of this many digits. */
  private static final int MOST_DIGITS = 18;

  /** Old answers have a name in the place of the bit mask. */
  private static final Map<String, Long> OLD_LEVELS =
      Map.of("None", 1L, "Soft", 2L, "Mature", 4L, "X", 8L);

  public static WireImage of(JsonObject fields) {
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
        GenerationMeta.parameters(meta),
        GenerationMeta.resources(meta));
  }

  /** The id in {@code .../ID.jpeg}. No id begins with 0, but file names do. */
  private static @Nullable Long idInUrl(@Nullable String url) {
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

  private static @Nullable Long nsfwLevel(JsonObject fields) {
    Long level = fields.number("nsfwLevel");
    if (level != null) {
      return level;
    }
    String name = fields.text("nsfwLevel");
    String old = name == null ? fields.text("nsfw") : name;
    return old == null ? null : OLD_LEVELS.get(old);
  }
}
