package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireModel.WireStats;
import dev.tensors.tsr.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model.
 *
 * @param id CivitAI's id
 * @param modelId CivitAI's id of the model
 * @param model some fields of the model, in the version's own answer; null inside a model
 * @param index the position in the model, 0 for the newest; null in the version's own answer
 * @param description HTML
 * @param status such as Published
 * @param availability such as Public or EarlyAccess
 * @param earlyAccessEndsAt the end of early access; null if the version is public
 * @param earlyAccessConfig JSON
 * @param paidAccess JSON, in the version's own answer; null if the version is free
 * @param nsfwLevel a bit mask
 * @param trainedWords as the creator typed them: an item can hold several trigger words, separated
 *     by commas
 * @param trainingDetails JSON
 * @param uploadType such as Created
 * @param usageControl such as Download or Generation
 * @param air the URN of the version: {@code urn:air:...}
 * @param files empty if the model is archived
 * @param images up to 20 inside a model, without parameters; up to 10 in the version's own answer,
 *     with parameters
 * @param downloadUrl null if the model is archived
 */
public record WireVersion(
    long id,
    @Nullable Long modelId,
    @Nullable WireModelSummary model,
    @Nullable Long index,
    @Nullable String name,
    @Nullable String baseModel,
    @Nullable String baseModelType,
    @Nullable String description,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Instant publishedAt,
    @Nullable String status,
    @Nullable String availability,
    @Nullable Instant earlyAccessEndsAt,
    @Nullable String earlyAccessConfig,
    @Nullable String paidAccess,
    @Nullable Long nsfwLevel,
    List<String> trainedWords,
    @Nullable String trainingStatus,
    @Nullable String trainingDetails,
    @Nullable String uploadType,
    @Nullable String usageControl,
    @Nullable Boolean supportsGeneration,
    @Nullable String air,
    WireStats stats,
    List<WireFile> files,
    List<WireImage> images,
    @Nullable String downloadUrl) {

  /**
   * The fields of a model that are part of a version.
   *
   * @param type such as LORA or Checkpoint
   * @param poi whether it shows a real person
   * @param mode Archived or TakenDown; null for neither
   */
  public record WireModelSummary(
      @Nullable String name,
      @Nullable String type,
      @Nullable Boolean nsfw,
      @Nullable Boolean poi,
      @Nullable String mode) {

    /** Null if there are no fields. */
    public static @Nullable WireModelSummary of(JsonObject fields) {
      if (fields.values().isEmpty()) {
        return null;
      }
      return new WireModelSummary(
          fields.text("name"),
          fields.text("type"),
          fields.truth("nsfw"),
          fields.truth("poi"),
          fields.text("mode"));
    }
  }

  /** Null if there is no id. */
  public static @Nullable WireVersion of(JsonObject fields) {
    return of(fields, null);
  }

  /**
   * Null if there is no id.
   *
   * @param parent the id of the model that contains the version; the version may not repeat it
   */
  public static @Nullable WireVersion of(JsonObject fields, @Nullable Long parent) {
    Long id = fields.number("id");
    if (id == null) {
      return null;
    }
    Long modelId = fields.number("modelId");
    return new WireVersion(
        id,
        modelId == null ? parent : modelId,
        WireModelSummary.of(fields.object("model")),
        fields.number("index"),
        fields.text("name"),
        fields.text("baseModel"),
        fields.text("baseModelType"),
        fields.text("description"),
        fields.time("createdAt"),
        fields.time("updatedAt"),
        fields.time("publishedAt"),
        fields.text("status"),
        fields.text("availability"),
        fields.time("earlyAccessEndsAt"),
        fields.written("earlyAccessConfig"),
        fields.written("paidAccess"),
        fields.number("nsfwLevel"),
        fields.texts("trainedWords"),
        fields.text("trainingStatus"),
        fields.written("trainingDetails"),
        fields.text("uploadType"),
        fields.text("usageControl"),
        fields.truth("supportsGeneration"),
        fields.text("air"),
        WireStats.of(fields.object("stats")),
        fields.objects("files", WireFile::of),
        fields.objects("images", WireImage::of),
        fields.text("downloadUrl"));
  }
}
