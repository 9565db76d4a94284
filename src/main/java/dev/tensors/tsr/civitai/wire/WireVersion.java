package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model.
 *
 * @param row of the table model_versions, without the model's and without its place among the
 *     model's versions
 * @param modelId CivitAI's id of the model
 * @param model some fields of the model, in the version's own answer; null inside a model
 * @param trainedWords as the creator typed them: an item can hold several trigger words, separated
 *     by commas
 * @param files empty if the model is archived
 * @param images up to 20 inside a model, without parameters; up to 10 in the version's own answer,
 *     with parameters
 */
public record WireVersion(
    ColumnValues row,
    @Nullable Long modelId,
    @Nullable WireModelSummary model,
    List<String> trainedWords,
    List<WireFile> files,
    List<WireImage> images) {

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<Long> ID = FIELDS.number("id", "civitai_id");

  static final String MODEL_ID = FIELDS.part("modelId");

  public static final WireField<String> NAME = FIELDS.name("name", "name");
  public static final WireField<String> CREATED_AT = FIELDS.time("createdAt", "created_at");
  public static final WireField<String> UPDATED_AT = FIELDS.time("updatedAt", "updated_at");

  /** Such as Published. */
  public static final WireField<String> STATUS = FIELDS.text("status", "status");

  public static final WireField<String> PUBLISHED_AT = FIELDS.time("publishedAt", "published_at");

  private static final String TRAINED_WORDS = FIELDS.part("trainedWords");

  public static final WireField<String> TRAINING_STATUS =
      FIELDS.text("trainingStatus", "training_status");
  public static final WireField<String> TRAINING_DETAILS =
      FIELDS.tree("trainingDetails", "training_details");
  public static final WireField<String> BASE_MODEL = FIELDS.text("baseModel", "base_model");
  public static final WireField<String> BASE_MODEL_TYPE =
      FIELDS.text("baseModelType", "base_model_type");

  /** Such as Public or EarlyAccess. */
  public static final WireField<String> AVAILABILITY = FIELDS.text("availability", "availability");

  /** The end of early access; null if the version is public. */
  public static final WireField<String> EARLY_ACCESS_ENDS_AT =
      FIELDS.time("earlyAccessEndsAt", "early_access_ends_at");

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL = FIELDS.number("nsfwLevel", "nsfw_level");

  /** Such as Created. */
  public static final WireField<String> UPLOAD_TYPE = FIELDS.text("uploadType", "upload_type");

  /** Such as Download or Generation. */
  public static final WireField<String> USAGE_CONTROL =
      FIELDS.text("usageControl", "usage_control");

  public static final WireField<Boolean> SUPPORTS_GENERATION =
      FIELDS.truth("supportsGeneration", "supports_generation");

  /** The URN of the version: {@code urn:air:...}. */
  public static final WireField<String> AIR = FIELDS.text("air", "air");

  /** HTML. */
  public static final WireField<String> DESCRIPTION = FIELDS.text("description", "description");

  private static final String STATS_PART = FIELDS.part("stats");
  private static final WireFields STATS = new WireFields();

  /** Null also where the creator hides it. */
  public static final WireField<Long> DOWNLOADS = STATS.number("downloadCount", "download_count");

  public static final WireField<Long> THUMBS_UP = STATS.number("thumbsUpCount", "thumbs_up_count");
  public static final WireField<Long> THUMBS_DOWN =
      STATS.number("thumbsDownCount", "thumbs_down_count");

  static final String MODEL = FIELDS.part("model");
  static final String CREATOR = FIELDS.part("creator");
  public static final String FILES = FIELDS.part("files");
  private static final String IMAGES = FIELDS.part("images");

  /** Null if the model is archived. */
  public static final WireField<String> DOWNLOAD_URL = FIELDS.text("downloadUrl", "download_url");

  /** What other programs keep of an answer has no prices. */
  private static final WireFields UNWRITTEN = new WireFields();

  public static final WireField<String> EARLY_ACCESS_CONFIG =
      UNWRITTEN.tree("earlyAccessConfig", "early_access_config");

  /** In the version's own answer; null if the version is free. */
  public static final WireField<String> PAID_ACCESS = UNWRITTEN.tree("paidAccess", "paid_access");

  /** What only a version's own answer surely tells: who may download it, and at which price. */
  private static final List<WireField<String>> ACCESS =
      List.of(AVAILABILITY, USAGE_CONTROL, EARLY_ACCESS_ENDS_AT, EARLY_ACCESS_CONFIG, PAID_ACCESS);

  /**
   * The fields of a model that are part of a version.
   *
   * @param type such as LORA or Checkpoint
   */
  public record WireModelSummary(
      @Nullable String name, @Nullable String type, @Nullable Boolean nsfw) {

    /** Null if there are no fields. */
    static @Nullable WireModelSummary of(JsonObject model) {
      return model.values().isEmpty()
          ? null
          : new WireModelSummary(model.text("name"), model.text("type"), model.truth("nsfw"));
    }
  }

  /** The version's own answer; null if there is no id. */
  public static @Nullable WireVersion of(JsonObject json) {
    Long id = json.number(ID.name());
    return id == null
        ? null
        : new WireVersion(
            FIELDS.read(json).and(STATS.read(json.object(STATS_PART))).and(UNWRITTEN.read(json)),
            json.number(MODEL_ID),
            WireModelSummary.of(json.object(MODEL)),
            json.texts(TRAINED_WORDS),
            json.objects(FILES, WireFile::of),
            json.objects(IMAGES, WireImage::of));
  }

  /**
   * A version in the answer on a model; null if there is no id.
   *
   * @param parent the id of the model, which the version may not repeat
   */
  static @Nullable WireVersion of(JsonObject json, long parent) {
    WireVersion version = of(json);
    return version == null
        ? null
        : new WireVersion(
            version.row.withoutNulls(ACCESS.stream().map(WireField::column).toList()),
            version.modelId == null ? Long.valueOf(parent) : version.modelId,
            version.model,
            version.trainedWords,
            version.files,
            version.images);
  }

  /**
   * Writes the version's own answer.
   *
   * @param of its model
   */
  JsonObject write(WireModel of) {
    return FIELDS.write(
        row,
        new JsonFields()
            .with(MODEL_ID, modelId)
            .with(TRAINED_WORDS, trainedWords)
            .withKnown(STATS_PART, STATS.writeKnown(row))
            .with(MODEL, of.write())
            .withKnown(CREATOR, of.creator() == null ? null : of.creator().write())
            .with(FILES, files.stream().map(WireFile::write).toList())
            .with(IMAGES, images.stream().map(WireImage::write).toList()));
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

  /** The columns of what only a version's own answer surely tells. */
  public ColumnValues access() {
    ColumnValues access = new ColumnValues();
    ACCESS.forEach(field -> access.with(field.column(), row.get(field.column())));
    return access;
  }
}
