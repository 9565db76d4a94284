package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.Kind;
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
    List<ImageResource> resources)
    implements WireRow {

  /** A long holds each number of this many digits. */
  private static final int MOST_DIGITS = 18;

  /** Old answers have a name in the place of the bit mask. */
  private static final Map<String, Long> OLD_LEVELS =
      Map.of("None", 1L, "Soft", 2L, "Mature", 4L, "X", 8L);

  private static final WireFields FIELDS = new WireFields();

  /** It identifies the image, which has several addresses. */
  public static final WireField<Long> ID =
      FIELDS.add("id", "civitai_id", Kind.number(WireImage::id));

  public static final WireField<String> URL = FIELDS.add("url", Kind.TEXT);

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL =
      FIELDS.add("nsfwLevel", Kind.number(WireImage::nsfwLevel));

  /** In pixels. */
  public static final WireField<Long> WIDTH = FIELDS.add("width", Kind.NUMBER);

  /** In pixels. */
  public static final WireField<Long> HEIGHT = FIELDS.add("height", Kind.NUMBER);

  /** A BlurHash. */
  public static final WireField<String> HASH = FIELDS.add("hash", Kind.TEXT);

  /** Image or video. */
  public static final WireField<String> TYPE = FIELDS.add("type", Kind.TEXT);

  private static final String METADATA = FIELDS.addPart("metadata");

  public static final WireField<Boolean> MINOR = FIELDS.add("minor", Kind.TRUTH);

  /** Whether it shows a real person. */
  public static final WireField<Boolean> POI = FIELDS.add("poi", Kind.TRUTH);

  /** Whether CivitAI has generation parameters; only a version's own answer has them. */
  public static final WireField<Boolean> HAS_META = FIELDS.add("hasMeta", Kind.TRUTH);

  public static final WireField<Boolean> HAS_POSITIVE_PROMPT =
      FIELDS.add("hasPositivePrompt", Kind.TRUTH);

  /** Whether it was generated at CivitAI. */
  public static final WireField<Boolean> ON_SITE = FIELDS.add("onSite", Kind.TRUTH);

  public static final WireField<String> AVAILABILITY = FIELDS.add("availability", Kind.TEXT);

  /** The id of the image from which it was made. */
  public static final WireField<Long> REMIX_OF_ID = FIELDS.add("remixOfId", Kind.NUMBER);

  private static final String META = FIELDS.addPart("meta");

  private static final WireFields VIDEO = new WireFields();

  /** In seconds. */
  public static final WireField<Double> DURATION = VIDEO.add("duration", Kind.FRACTION);

  public static final WireField<Boolean> HAS_AUDIO =
      VIDEO.add("hasAudio", Kind.truth(WireImage::hasAudio));

  /** In bytes. */
  public static final WireField<Long> SIZE = VIDEO.add("size", "size_bytes", Kind.NUMBER);

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

  /** This image with the parameters and resources of another answer. */
  public WireImage withParametersOf(WireImage other) {
    return new WireImage(row, video, other.parameters, other.resources);
  }

  private static @Nullable Boolean hasAudio(JsonObject metadata, String name) {
    Boolean hasAudio = metadata.truth(name);
    return hasAudio == null ? metadata.truth("audio") : hasAudio;
  }

  private static @Nullable Long id(JsonObject json, String name) {
    Long id = json.number(name);
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

  private static @Nullable Long nsfwLevel(JsonObject json, String field) {
    Long level = json.number(field);
    if (level != null) {
      return level;
    }
    String name = json.text(field);
    String old = name == null ? json.text("nsfw") : name;
    return old == null ? null : OLD_LEVELS.get(old);
  }
}
