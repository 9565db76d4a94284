package dev.tensors.tsr.civitai;

import java.time.Instant;
import java.util.List;

/**
 * A version of a model. All but the id and the lists can be null.
 *
 * @param id CivitAI's id
 * @param modelId CivitAI's id of the model
 * @param model what the version's own answer says of its model; null inside a model
 * @param index the place that the model gives it, 0 for the newest; null in the version's own
 *     answer
 * @param description HTML
 * @param status such as Published
 * @param availability such as Public or EarlyAccess
 * @param earlyAccessEndsAt when it becomes public; null if it is
 * @param nsfwLevel a bit mask
 * @param trainedWords as the creator typed them: one can hold several triggers, between commas
 * @param trainingDetails JSON
 * @param uploadType such as Created
 * @param usageControl such as Download or Generation
 * @param air its name among all of the AI world
 * @param stats never null
 * @param files none if the model is archived
 * @param images up to 20 inside a model, and up to 10 in the version's own answer, which alone has
 *     their parameters
 * @param downloadUrl null if the model is archived
 */
public record WireVersion(
    long id,
    Long modelId,
    WireModelSummary model,
    Long index,
    String name,
    String baseModel,
    String baseModelType,
    String description,
    Instant createdAt,
    Instant updatedAt,
    Instant publishedAt,
    String status,
    String availability,
    Instant earlyAccessEndsAt,
    Long nsfwLevel,
    List<String> trainedWords,
    String trainingStatus,
    String trainingDetails,
    String uploadType,
    String usageControl,
    Boolean supportsGeneration,
    String air,
    WireStats stats,
    List<WireFile> files,
    List<WireImage> images,
    String downloadUrl) {

  /** Null if there is no id. */
  static WireVersion of(JsonObject fields) {
    return of(fields, null);
  }

  /**
   * Null if there is no id.
   *
   * @param parent the id of the model it is in, which it may not name itself; null if in none
   */
  static WireVersion of(JsonObject fields, Long parent) {
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
