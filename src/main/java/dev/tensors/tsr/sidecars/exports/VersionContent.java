package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds CivitAI's answer on a version from what is cached of it, and adds what other programs add
 * to it: the model's description, tags, licence and creator.
 */
final class VersionContent {

  /** The field from which a program may take the hash of the version's primary file. */
  static final String FILES = "files";

  private VersionContent() {}

  static JsonObject of(CachedModel model) {
    CachedModel.Version version = model.versions().getFirst();
    ColumnValues columns = version.columns();
    return new Fields()
        .with("id", columns, "civitai_id")
        .with("modelId", model.columns(), "civitai_id")
        .with("name", columns, "name")
        .with("createdAt", columns, "created_at")
        .with("updatedAt", columns, "updated_at")
        .with("status", columns, "status")
        .with("publishedAt", columns, "published_at")
        .with("trainedWords", version.words())
        .with("trainingStatus", columns, "training_status")
        .with("trainingDetails", json(columns.get("training_details")))
        .with("baseModel", columns, "base_model")
        .with("baseModelType", columns, "base_model_type")
        .with("availability", columns, "availability")
        .with("earlyAccessEndsAt", columns, "early_access_ends_at")
        .with("nsfwLevel", columns, "nsfw_level")
        .with("uploadType", columns, "upload_type")
        .with("usageControl", columns, "usage_control")
        .truth("supportsGeneration", columns, "supports_generation")
        .with("air", columns, "air")
        .with("description", columns, "description")
        .withKnown("stats", known(stats(columns)))
        .with("model", model(model))
        .withKnown("creator", creator(model.creator()))
        .with(FILES, version.files().stream().map(VersionContent::file).toList())
        .with("images", version.images().stream().map(VersionContent::image).toList())
        .with("downloadUrl", columns, "download_url")
        .object();
  }

  private static @Nullable JsonValue json(@Nullable Object text) {
    return text == null ? null : JsonDocument.value(text.toString());
  }

  private static Fields stats(ColumnValues row) {
    return new Fields()
        .withKnown("downloadCount", row.get("download_count"))
        .withKnown("thumbsUpCount", row.get("thumbs_up_count"))
        .withKnown("thumbsDownCount", row.get("thumbs_down_count"));
  }

  private static @Nullable JsonObject known(Fields fields) {
    JsonObject object = fields.object();
    return object.values().isEmpty() ? null : object;
  }

  private static Fields model(CachedModel model) {
    ColumnValues columns = model.columns();
    Object uses = columns.get("allow_commercial_use");
    return new Fields()
        .with("name", columns, "name")
        .with("type", columns, "type")
        .truth("nsfw", columns, "nsfw")
        .truth("poi", columns, "poi")
        .truth("minor", columns, "minor")
        .truth("sfwOnly", columns, "sfw_only")
        .with("nsfwLevel", columns, "nsfw_level")
        .with("availability", columns, "availability")
        .with("description", columns, "description")
        .with("tags", model.tags())
        .truth("allowNoCredit", columns, "allow_no_credit")
        .with("allowCommercialUse", uses == null ? null : split(uses.toString()))
        .truth("allowDerivatives", columns, "allow_derivatives")
        .truth("allowDifferentLicense", columns, "allow_different_license")
        .truth("supportsGeneration", columns, "supports_generation")
        .with("mode", columns, "mode")
        .withKnown(
            "stats",
            known(
                stats(columns)
                    .withKnown("commentCount", columns.get("comment_count"))
                    .withKnown("tippedAmountCount", columns.get("tipped_amount_count"))));
  }

  private static List<String> split(String uses) {
    return Stream.of(uses.split(", ")).filter(use -> !use.isEmpty()).toList();
  }

  private static @Nullable Fields creator(CachedModel.@Nullable Creator creator) {
    return creator == null
        ? null
        : new Fields().with("username", creator.username()).with("image", creator.imageUrl());
  }

  private static Fields file(CachedModel.File file) {
    ColumnValues columns = file.columns();
    return new Fields()
        .with("id", columns, "civitai_id")
        .with("sizeKB", columns, "size_kb")
        .with("name", columns, "name")
        .with("type", columns, "type")
        .with("metadata", fileMetadata(columns))
        .with("pickleScanResult", columns, "pickle_scan_result")
        .with("pickleScanMessage", columns, "pickle_scan_message")
        .with("virusScanResult", columns, "virus_scan_result")
        .with("virusScanMessage", columns, "virus_scan_message")
        .with("scannedAt", columns, "scanned_at")
        .with("hashes", hashes(file.hashes()))
        .truth("primary", columns, "is_primary")
        .with("downloadUrl", columns, "download_url");
  }

  static Fields fileMetadata(ColumnValues file) {
    return new Fields()
        .with("fp", file, "fp")
        .with("size", file, "size_type")
        .with("format", file, "format");
  }

  private static Fields hashes(Map<String, String> hashes) {
    Fields fields = new Fields();
    hashes.forEach(fields::with);
    return fields;
  }

  private static Fields image(CachedModel.Image image) {
    ColumnValues columns = image.columns();
    return new Fields()
        .with("id", columns, "civitai_id")
        .with("url", columns, "url")
        .with("nsfwLevel", columns, "nsfw_level")
        .with("width", columns, "width")
        .with("height", columns, "height")
        .with("hash", columns, "hash")
        .with("type", columns, "type")
        .withKnown("metadata", video(image.video()))
        .truth("minor", columns, "minor")
        .truth("poi", columns, "poi")
        .truth("hasMeta", columns, "has_meta")
        .truth("hasPositivePrompt", columns, "has_positive_prompt")
        .truth("onSite", columns, "on_site")
        .with("availability", columns, "availability")
        .with("remixOfId", columns, "remix_of_id")
        .with("meta", meta(image.parameters()));
  }

  private static @Nullable Fields video(@Nullable ColumnValues video) {
    return video == null
        ? null
        : new Fields()
            .with("duration", video, "duration")
            .truth("hasAudio", video, "has_audio")
            .with("size", video, "size_bytes");
  }

  private static @Nullable Fields meta(Map<String, GenerationParameter> parameters) {
    Fields fields = new Fields();
    parameters.forEach(
        (key, parameter) ->
            fields.with(key, parameter.isJson() ? json(parameter.value()) : parameter.value()));
    return parameters.isEmpty() ? null : fields;
  }
}
