package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.sidecars.formats.Claim.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the sidecars of StabilityMatrix, and of Civicomfy, which have the same form. */
final class ConnectedModelFormat {

  /** Sources whose ids are not CivitAI's. */
  private static final int OPEN_MODEL_DB = 1;

  private static final int OTHER = 3;

  private ConnectedModelFormat() {}

  static Sidecar read(ManagerName manager, JsonObject root) {
    String title = root.text("UserTitle");
    UserNotes notes =
        new UserNotes(
            List.of(),
            root.texts("TrainedWords"),
            root.texts("Tags"),
            title == null || title.isBlank() ? null : title.strip(),
            List.of(),
            Map.of());
    Long source = root.number("Source");
    boolean fromElsewhere = source != null && (source == OPEN_MODEL_DB || source == OTHER);
    Claim claim = fromElsewhere ? null : Claim.of(WireModel.of(model(root)), Extent.FILE);
    return new Sidecar(manager, claim, notes);
  }

  /** The fields under the names that CivitAI gives them. */
  private static JsonObject model(JsonObject root) {
    Map<String, JsonValue> model = new HashMap<>();
    copy(root, "ModelId", model, "id");
    copy(root, "ModelName", model, "name");
    copy(root, "ModelType", model, "type");
    copy(root, "Nsfw", model, "nsfw");
    copy(root, "ModelDescription", model, "description");
    copy(root, "Tags", model, "tags");
    String creator = root.text("AuthorUsername");
    creator = creator == null ? root.text("CreatorUsername") : creator;
    if (creator != null) {
      JsonValue username = new JsonValue.Text(creator);
      model.put("creator", new JsonObject(Map.of("username", username)));
    }
    model.put("modelVersions", new JsonValue.Items(List.of(version(root))));
    return new JsonObject(model);
  }

  private static JsonObject version(JsonObject root) {
    Map<String, JsonValue> version = new HashMap<>();
    copy(root, "VersionId", version, "id");
    copy(root, "VersionName", version, "name");
    copy(root, "VersionDescription", version, "description");
    copy(root, "BaseModel", version, "baseModel");
    copy(root, "TrainedWords", version, "trainedWords");
    Map<String, JsonValue> file = new HashMap<>();
    copy(root, "RemoteFileId", file, "id");
    copy(root, "RemoteFileName", file, "name");
    copy(root, "PrimaryFileId", file, "id");
    copy(root, "PrimaryFileName", file, "name");
    copy(root, "FileMetadata", file, "metadata");
    copy(root, "Hashes", file, "hashes");
    version.put("files", new JsonValue.Items(List.of(new JsonObject(file))));
    return new JsonObject(version);
  }

  private static void copy(
      JsonObject from, String name, Map<String, JsonValue> to, String otherName) {
    JsonValue value = from.values().get(name);
    if (value != null) {
      to.put(otherName, value);
    }
  }
}
