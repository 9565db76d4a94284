package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.Kind;
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
    @Nullable WireModel model,
    List<String> trainedWords,
    List<WireFile> files,
    List<WireImage> images)
    implements WireRow {

  private static final WireFields FIELDS = new WireFields();

  public static final WireField<Long> ID = FIELDS.add("id", "civitai_id", Kind.NUMBER);

  static final String MODEL_ID = FIELDS.addPart("modelId");

  public static final WireField<String> NAME = FIELDS.add("name", Kind.NAME);
  public static final WireField<String> CREATED_AT = FIELDS.add("createdAt", Kind.TIME);
  public static final WireField<String> UPDATED_AT = FIELDS.add("updatedAt", Kind.TIME);

  /** Such as Published. */
  public static final WireField<String> STATUS = FIELDS.add("status", Kind.TEXT);

  public static final WireField<String> PUBLISHED_AT = FIELDS.add("publishedAt", Kind.TIME);

  private static final String TRAINED_WORDS = FIELDS.addPart("trainedWords");

  public static final WireField<String> TRAINING_STATUS = FIELDS.add("trainingStatus", Kind.TEXT);
  public static final WireField<String> TRAINING_DETAILS = FIELDS.add("trainingDetails", Kind.TREE);
  public static final WireField<String> BASE_MODEL = FIELDS.add("baseModel", Kind.TEXT);
  public static final WireField<String> BASE_MODEL_TYPE = FIELDS.add("baseModelType", Kind.TEXT);

  /** Such as Public or EarlyAccess. */
  public static final WireField<String> AVAILABILITY = FIELDS.add("availability", Kind.TEXT);

  /** The end of early access; null if the version is public. */
  public static final WireField<String> EARLY_ACCESS_ENDS_AT =
      FIELDS.add("earlyAccessEndsAt", Kind.TIME);

  /** A bit mask. */
  public static final WireField<Long> NSFW_LEVEL = FIELDS.add("nsfwLevel", Kind.NUMBER);

  /** Such as Created. */
  public static final WireField<String> UPLOAD_TYPE = FIELDS.add("uploadType", Kind.TEXT);

  /** Such as Download or Generation. */
  public static final WireField<String> USAGE_CONTROL = FIELDS.add("usageControl", Kind.TEXT);

  public static final WireField<Boolean> SUPPORTS_GENERATION =
      FIELDS.add("supportsGeneration", Kind.TRUTH);

  /** The URN of the version: {@code urn:air:...}. */
  public static final WireField<String> AIR = FIELDS.add("air", Kind.TEXT);

  /** HTML. */
  public static final WireField<String> DESCRIPTION = FIELDS.add("description", Kind.TEXT);

  private static final String STATS_PART = FIELDS.addPart("stats");
  private static final WireFields STATS = new WireFields();

  /** Null also where the creator hides it. */
  public static final WireField<Long> DOWNLOADS = STATS.add("downloadCount", Kind.NUMBER);

  public static final WireField<Long> THUMBS_UP = STATS.add("thumbsUpCount", Kind.NUMBER);
  public static final WireField<Long> THUMBS_DOWN = STATS.add("thumbsDownCount", Kind.NUMBER);

  static final String MODEL = FIELDS.addPart("model");
  static final String CREATOR = FIELDS.addPart("creator");
  public static final String FILES = FIELDS.addPart("files");
  private static final String IMAGES = FIELDS.addPart("images");

  /** Null if the model is archived. */
  public static final WireField<String> DOWNLOAD_URL = FIELDS.add("downloadUrl", Kind.TEXT);

  /** What other programs keep of an answer has no prices. */
  private static final WireFields UNWRITTEN = new WireFields();

  public static final WireField<String> EARLY_ACCESS_CONFIG =
      UNWRITTEN.add("earlyAccessConfig", Kind.TREE);

  /** In the version's own answer; null if the version is free. */
  public static final WireField<String> PAID_ACCESS = UNWRITTEN.add("paidAccess", Kind.TREE);

  /** What only a version's own answer surely tells: who may download it, and at which price. */
  private static final List<WireField<String>> ACCESS =
      List.of(AVAILABILITY, USAGE_CONTROL, EARLY_ACCESS_ENDS_AT, EARLY_ACCESS_CONFIG, PAID_ACCESS);

  /** The version's own answer; null if there is no id. */
  public static @Nullable WireVersion of(JsonObject json) {
    Long id = json.number(ID.name());
    return id == null
        ? null
        : new WireVersion(
            FIELDS.read(json).and(STATS.read(json.object(STATS_PART))).and(UNWRITTEN.read(json)),
            json.number(MODEL_ID),
            WireModel.summary(json.object(MODEL)),
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
