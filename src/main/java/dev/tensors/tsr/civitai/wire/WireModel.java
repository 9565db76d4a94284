package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.Kind;
import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
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
    ColumnValues row, @Nullable WireCreator creator, List<String> tags, List<WireVersion> versions)
    implements WireRow {

  /** The allowed uses, kept with commas between them. */
  private static final Kind<String> USES =
      new Kind<>(
          (json, name) -> String.join(", ", uses(json.texts(name))),
          Object::toString,
          kept -> uses(List.of(kept.toString())));

  private static final String VERSIONS = "modelVersions";

  /** A version's answer has it elsewhere. */
  public static final WireField<Long> ID = new WireFields().add("id", "civitai_id", Kind.NUMBER);

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<String> NAME = FIELDS.add("name", Kind.NAME);

  /** Such as LORA or Checkpoint. */
  public static final WireField<String> TYPE = FIELDS.add("type", Kind.NAME);

  public static final WireField<Boolean> NSFW = FIELDS.add("nsfw", Kind.TRUTH);

  /** Whether it shows a real person. */
  public static final WireField<Boolean> POI = FIELDS.add("poi", Kind.TRUTH);

  public static final WireField<Boolean> MINOR = FIELDS.add("minor", Kind.TRUTH);
  public static final WireField<Boolean> SFW_ONLY = FIELDS.add("sfwOnly", Kind.TRUTH);

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL = FIELDS.add("nsfwLevel", Kind.NUMBER);

  /** Such as Public. */
  public static final WireField<String> AVAILABILITY = FIELDS.add("availability", Kind.TEXT);

  /** HTML. */
  public static final WireField<String> DESCRIPTION = FIELDS.add("description", Kind.TEXT);

  private static final String TAGS = FIELDS.addPart("tags");

  public static final WireField<Boolean> ALLOW_NO_CREDIT = FIELDS.add("allowNoCredit", Kind.TRUTH);

  /** The allowed uses, such as Image and Rent. */
  public static final WireField<String> ALLOW_COMMERCIAL_USE =
      FIELDS.add("allowCommercialUse", USES);

  public static final WireField<Boolean> ALLOW_DERIVATIVES =
      FIELDS.add("allowDerivatives", Kind.TRUTH);
  public static final WireField<Boolean> ALLOW_DIFFERENT_LICENSE =
      FIELDS.add("allowDifferentLicense", Kind.TRUTH);
  public static final WireField<Boolean> SUPPORTS_GENERATION =
      FIELDS.add("supportsGeneration", Kind.TRUTH);

  /** Archived (there are no files) or TakenDown (there are no images); null for neither. */
  public static final WireField<String> MODE = FIELDS.add("mode", Kind.TEXT);

  private static final String STATS_PART = FIELDS.addPart("stats");

  /** A creator can hide downloads and tips. */
  public static final WireFields STATS = new WireFields();

  public static final WireField<Long> DOWNLOADS = STATS.add("downloadCount", Kind.NUMBER);
  public static final WireField<Long> THUMBS_UP = STATS.add("thumbsUpCount", Kind.NUMBER);
  public static final WireField<Long> THUMBS_DOWN = STATS.add("thumbsDownCount", Kind.NUMBER);
  public static final WireField<Long> COMMENTS = STATS.add("commentCount", Kind.NUMBER);
  public static final WireField<Long> TIPS = STATS.add("tippedAmountCount", Kind.NUMBER);

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
  public static @Nullable WireModel of(JsonObject json) {
    Long id = json.number(ID.name());
    return id == null
        ? null
        : of(ID.row(id), json, json, json.objects(VERSIONS, one -> WireVersion.of(one, id)));
  }

  /**
   * The model of a version's own answer, with this version alone. Other programs that keep such an
   * answer add the model's description, tags and creator to it.
   *
   * @return null if the id of the version or of the model is missing
   */
  public static @Nullable WireModel ofVersion(JsonObject answer) {
    Long id = answer.number(WireVersion.MODEL_ID);
    WireVersion version = id == null ? null : WireVersion.of(answer, id);
    return version == null
        ? null
        : of(ID.row(id), answer.object(WireVersion.MODEL), answer, List.of(version));
  }

  /** The model in a version's own answer, without its id; null if there are no fields. */
  static @Nullable WireModel summary(JsonObject model) {
    return model.values().isEmpty() ? null : of(new ColumnValues(), model, model, List.of());
  }

  private static WireModel of(
      ColumnValues id, JsonObject model, JsonObject withCreator, List<WireVersion> versions) {
    return new WireModel(
        id.and(FIELDS.read(model)).and(STATS.read(model.object(STATS_PART))),
        WireCreator.of(withCreator.object(WireVersion.CREATOR)),
        model.texts(TAGS),
        versions);
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
