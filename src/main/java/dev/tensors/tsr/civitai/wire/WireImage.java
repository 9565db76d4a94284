package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example image or video of a version.
 *
 * @param row of the table version_images
 * @param video a row of the table image_video_metadata; null for an image
 * @param parameters the generation parameters by key, in CivitAI's order
 * @param resources the models it was made with that CivitAI lists, without repeats
 */
public record WireImage(
    ColumnValues row,
    @Nullable ColumnValues video,
    Map<String, GenerationParameter> parameters,
    List<ImageResource> resources) {

  /** A long holds each number of this many digits. */
  private static final int MOST_DIGITS = 18;

  /** Old answers have a name in the place of the bit mask. */
  private static final Map<String, Long> OLD_LEVELS =
      Map.of("None", 1L, "Soft", 2L, "Mature", 4L, "X", 8L);

  private static final WireFields FIELDS = new WireFields();

  /** It identifies the image, which has several addresses. */
  public static final WireField<Long> ID = FIELDS.number("id", "civitai_id", WireImage::id);

  public static final WireField<String> URL = FIELDS.text("url", "url");

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL =
      FIELDS.number("nsfwLevel", "nsfw_level", WireImage::nsfwLevel);

  /** In pixels. */
  public static final WireField<Long> WIDTH = FIELDS.number("width", "width");

  /** In pixels. */
  public static final WireField<Long> HEIGHT = FIELDS.number("height", "height");

  /** A BlurHash. */
  public static final WireField<String> HASH = FIELDS.text("hash", "hash");

  /** Image or video. */
  public static final WireField<String> TYPE = FIELDS.text("type", "type");

  private static final String METADATA = FIELDS.part("metadata");

  public static final WireField<Boolean> MINOR = FIELDS.truth("minor", "minor");

  /** Whether it shows a real person. */
  public static final WireField<Boolean> POI = FIELDS.truth("poi", "poi");

  /** Whether CivitAI has generation parameters; only a version's own answer has them. */
  public static final WireField<Boolean> HAS_META = FIELDS.truth("hasMeta", "has_meta");

  public static final WireField<Boolean> HAS_POSITIVE_PROMPT =
      FIELDS.truth("hasPositivePrompt", "has_positive_prompt");

  /** Whether it was generated at CivitAI. */
  public static final WireField<Boolean> ON_SITE = FIELDS.truth("onSite", "on_site");

  public static final WireField<String> AVAILABILITY = FIELDS.text("availability", "availability");

  /** The id of the image from which it was made. */
  public static final WireField<Long> REMIX_OF_ID = FIELDS.number("remixOfId", "remix_of_id");

  private static final String META = FIELDS.part("meta");

  private static final WireFields VIDEO = new WireFields();

  /** In seconds. */
  public static final WireField<Double> DURATION = VIDEO.fraction("duration", "duration");

  public static final WireField<Boolean> HAS_AUDIO =
      VIDEO.truth("hasAudio", "has_audio", WireImage::hasAudio);

  /** In bytes. */
  public static final WireField<Long> SIZE = VIDEO.number("size", "size_bytes");

  public static WireImage of(JsonObject json) {
    JsonObject meta = GenerationMeta.of(json);
    ColumnValues video = VIDEO.read(json.object(METADATA));
    boolean isVideo = DURATION.of(video) != null || "video".equals(json.text("type"));
    return new WireImage(
        FIELDS.read(json),
        isVideo ? video : null,
        GenerationMeta.parameters(meta),
        GenerationMeta.resources(meta));
  }

  JsonObject write() {
    return FIELDS.write(
        row,
        new JsonFields()
            .withKnown(METADATA, video == null ? null : VIDEO.write(video, new JsonFields()))
            .with(META, parameters.isEmpty() ? null : GenerationMeta.write(parameters)));
  }

  public <T> @Nullable T get(WireField<T> field) {
    return field.of(row);
  }

  /** This image with the parameters and resources of another answer. */
  public WireImage withParametersOf(WireImage other) {
    return new WireImage(row, video, other.parameters, other.resources);
  }

  private static @Nullable Boolean hasAudio(JsonObject metadata) {
    Boolean hasAudio = metadata.truth("hasAudio");
    return hasAudio == null ? metadata.truth("audio") : hasAudio;
  }

  private static @Nullable Long id(JsonObject json) {
    Long id = json.number("id");
    return id == null ? idInUrl(json.text("url")) : id;
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
