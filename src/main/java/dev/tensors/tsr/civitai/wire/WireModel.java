package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model.
 *
 * @param row of the table models, without its creator's
 * @param creator null if the account was deleted
 * @param tags without duplicates
 * @param versions the published versions in their creator's order, the latest first
 */
public record WireModel(
    ColumnValues row,
    @Nullable WireCreator creator,
    List<String> tags,
    List<WireVersion> versions) {

  private static final String VERSIONS = "modelVersions";

  /** A version's answer has it elsewhere. */
  public static final WireField<Long> ID = new WireFields().number("id", "civitai_id");

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<String> NAME = FIELDS.name("name", "name");

  /** Such as LORA or Checkpoint. */
  public static final WireField<String> TYPE = FIELDS.name("type", "type");

  public static final WireField<Boolean> NSFW = FIELDS.truth("nsfw", "nsfw");

  /** Whether it shows a real person. */
  public static final WireField<Boolean> POI = FIELDS.truth("poi", "poi");

  public static final WireField<Boolean> MINOR = FIELDS.truth("minor", "minor");
  public static final WireField<Boolean> SFW_ONLY = FIELDS.truth("sfwOnly", "sfw_only");

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL = FIELDS.number("nsfwLevel", "nsfw_level");

  /** Such as Public. */
  public static final WireField<String> AVAILABILITY = FIELDS.text("availability", "availability");

  /** HTML. */
  public static final WireField<String> DESCRIPTION = FIELDS.text("description", "description");

  private static final String TAGS = FIELDS.part("tags");

  public static final WireField<Boolean> ALLOW_NO_CREDIT =
      FIELDS.truth("allowNoCredit", "allow_no_credit");

  /** The allowed uses, such as Image and Rent. */
  public static final WireField<String> ALLOW_COMMERCIAL_USE =
      FIELDS.words("allowCommercialUse", "allow_commercial_use", WireModel::uses);

  public static final WireField<Boolean> ALLOW_DERIVATIVES =
      FIELDS.truth("allowDerivatives", "allow_derivatives");
  public static final WireField<Boolean> ALLOW_DIFFERENT_LICENSE =
      FIELDS.truth("allowDifferentLicense", "allow_different_license");
  public static final WireField<Boolean> SUPPORTS_GENERATION =
      FIELDS.truth("supportsGeneration", "supports_generation");

  /** Archived (there are no files) or TakenDown (there are no images); null for neither. */
  public static final WireField<String> MODE = FIELDS.text("mode", "mode");

  private static final String STATS_PART = FIELDS.part("stats");

  /** A creator can hide downloads and tips. */
  public static final WireFields STATS = new WireFields();

  public static final WireField<Long> DOWNLOADS = STATS.number("downloadCount", "download_count");
  public static final WireField<Long> THUMBS_UP = STATS.number("thumbsUpCount", "thumbs_up_count");
  public static final WireField<Long> THUMBS_DOWN =
      STATS.number("thumbsDownCount", "thumbs_down_count");
  public static final WireField<Long> COMMENTS = STATS.number("commentCount", "comment_count");
  public static final WireField<Long> TIPS =
      STATS.number("tippedAmountCount", "tipped_amount_count");

  /**
   * The user who made a model.
   *
   * @param image the address of the user's picture
   */
  public record WireCreator(String username, @Nullable String image) {

    /** Null if there is no name. */
    public static @Nullable WireCreator of(JsonObject fields) {
      String username = fields.text("username");
      return username == null ? null : new WireCreator(username, fields.text("image"));
    }

    JsonObject write() {
      return new JsonFields().with("username", username).with("image", image).object();
    }
  }

  /** Null if there is no id. */
  public static @Nullable WireModel of(JsonObject fields) {
    Long id = fields.number(ID.name());
    return id == null ? null : of(id, fields);
  }

  /**
   * The model of a version's own answer, with this version alone. Other programs that keep such an
   * answer add the model's description, tags and creator to it.
   *
   * @return null if the id of the version or of the model is missing
   */
  public static @Nullable WireModel ofVersion(JsonObject version) {
    Long id = version.number(WireVersion.MODEL_ID);
    if (id == null || version.number(WireVersion.ID.name()) == null) {
      return null;
    }
    Map<String, JsonValue> fields = new HashMap<>(version.object(WireVersion.MODEL).values());
    fields.put(WireVersion.CREATOR, version.object(WireVersion.CREATOR));
    fields.put(VERSIONS, new JsonValue.Items(List.of(version)));
    return of(id, new JsonObject(fields));
  }

  private static WireModel of(long id, JsonObject json) {
    return new WireModel(
        ID.row(id).and(FIELDS.read(json)).and(STATS.read(json.object(STATS_PART))),
        WireCreator.of(json.object(WireVersion.CREATOR)),
        json.texts(TAGS),
        json.objects(VERSIONS, version -> WireVersion.of(version, id)));
  }

  /**
   * Writes the answer on the first version, with what other programs add to it: the model's
   * description, tags, licence and creator.
   */
  public JsonObject writeVersion() {
    return versions.getFirst().write(this);
  }

  JsonObject write() {
    return FIELDS.write(
        row, new JsonFields().with(TAGS, tags).withKnown(STATS_PART, STATS.writeKnown(row)));
  }

  public <T> @Nullable T get(WireField<T> field) {
    return field.of(row);
  }

  public long id() {
    return Objects.requireNonNull(get(ID));
  }

  public @Nullable String name() {
    return get(NAME);
  }

  /**
   * Splits texts such as {@code {Image,Rent}}, which some answers have in the place of an array.
   */
  private static List<String> uses(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of(text.split("[{}\\[\\],\"'\\s]+")))
        .filter(use -> !use.isEmpty())
        .distinct()
        .toList();
  }
}
