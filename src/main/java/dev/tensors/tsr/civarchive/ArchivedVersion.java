package dev.tensors.tsr.civarchive;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What CivArchive says of a file.
 *
 * @param modelId CivitAI's id
 * @param versionId CivitAI's id
 * @param model with this version alone, without images: theirs are addresses of a proxy; null: only
 *     the ids are told
 */
public record ArchivedVersion(long modelId, long versionId, @Nullable WireModel model) {

  /** It gives models of other places ids that no model at CivitAI has. */
  private static final long LARGEST_ID = 99_999_999;

  private static final String CIVITAI = "civitai";

  /** Whether an object has one of the two forms of answers about a file. */
  static boolean isAnswer(JsonObject answer) {
    JsonObject model = unwrapped(answer);
    return model.get("version") instanceof JsonObject
        || model.get("files") instanceof JsonValue.Items;
  }

  private static JsonObject unwrapped(JsonObject answer) {
    return answer.get("data") instanceof JsonObject wrapped ? wrapped : answer;
  }

  /**
   * Reads an answer.
   *
   * @return null if it is about no model of CivitAI's, or not about this file
   */
  static @Nullable ArchivedVersion of(JsonObject answer, String sha256) {
    JsonObject model = unwrapped(answer);
    JsonObject version = model.object("version");
    if (version.values().isEmpty()) {
      return ofFiles(model, sha256);
    }
    boolean isOfCivitai = CIVITAI.equals(model.firstString("platform"));
    Long modelId = id(version, "civitai_model_id", isOfCivitai ? model.id("id") : null);
    Long versionId = id(version, "civitai_model_version_id", isOfCivitai ? version.id("id") : null);
    List<JsonObject> files = version.objects("files");
    boolean isIt =
        files.stream().anyMatch(file -> sha256.equalsIgnoreCase(file.string("sha256")))
            || files.stream().allMatch(file -> file.string("sha256") == null);
    return modelId == null || versionId == null || !isIt
        ? null
        : new ArchivedVersion(
            modelId, versionId, WireModel.of(inForm(model, version, modelId, versionId)));
  }

  /** Some answers only list files of the hash, with the ids of their versions. */
  private static @Nullable ArchivedVersion ofFiles(JsonObject answer, String sha256) {
    for (JsonObject file : answer.objects("files")) {
      String source = file.firstString("source", "platform");
      Long modelId = id(file, "model_id", null);
      Long versionId = id(file, "model_version_id", null);
      boolean isOther = source != null && !source.equals(CIVITAI);
      String hash = file.string("sha256");
      if (!isOther
          && modelId != null
          && versionId != null
          && (hash == null || hash.equalsIgnoreCase(sha256))) {
        return new ArchivedVersion(modelId, versionId, null);
      }
    }
    return null;
  }

  private static @Nullable Long id(JsonObject of, String field, @Nullable Long other) {
    Long id = of.id(field);
    Long named = id == null ? other : id;
    return named == null || named > LARGEST_ID ? null : named;
  }

  /** In the form of CivitAI's answer. */
  private static JsonObject inForm(
      JsonObject model, JsonObject version, long modelId, long versionId) {
    String creator = model.firstString("creator_username", "username");
    return new JsonFields()
        .with("id", modelId)
        .with("name", model.get("name"))
        .with("type", model.get("type"))
        .with("description", model.get("description"))
        .with("nsfw", model.get("is_nsfw"))
        .with("nsfwLevel", model.get("nsfw_level"))
        .with("tags", model.get("tags"))
        .withKnown("creator", creator == null ? null : new JsonFields().with("username", creator))
        .with("stats", new JsonFields().with("downloadCount", model.get("downloadCount")))
        .with(
            "modelVersions",
            List.of(
                new JsonFields()
                    .with("id", versionId)
                    .with("modelId", modelId)
                    .with("name", version.get("name"))
                    .with("baseModel", version.get("baseModel"))
                    .with("baseModelType", version.get("baseModelType"))
                    .with("description", version.get("description"))
                    .with("createdAt", version.get("createdAt"))
                    .with("updatedAt", version.get("updatedAt"))
                    .with("nsfwLevel", version.get("nsfw_level"))
                    .with("trainedWords", version.get("trigger"))
                    .with(
                        "stats",
                        new JsonFields().with("downloadCount", version.get("downloadCount")))
                    .with("files", files(version.objects("files")))))
        .object();
  }

  /** The mark of the main file is false even for the only one. */
  private static List<JsonFields> files(List<JsonObject> files) {
    List<JsonFields> all = new ArrayList<>();
    for (JsonObject file : files) {
      all.add(
          new JsonFields()
              .with("id", file.get("id"))
              .with("name", file.get("name"))
              .with("type", file.get("type"))
              .with("sizeKB", file.get("sizeKB"))
              .with("primary", files.size() == 1 || file.is("is_primary", true))
              .with("hashes", new JsonFields().withKnown("SHA256", file.string("sha256"))));
    }
    return all;
  }
}
