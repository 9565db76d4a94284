package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sidecars.formats.Claim.Extent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sidecars of StabilityMatrix, and of Civicomfy, which have the same form. */
public final class ConnectedModelFormat {

  /** Sources whose ids are not CivitAI's. */
  private static final int OPEN_MODEL_DB = 1;

  private static final int OTHER = 3;

  /** What StabilityMatrix needs in each sidecar, so that a merge does not leave it empty. */
  public static final Set<String> REQUIRED = Set.of("Hashes", "Tags");

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

  /**
   * StabilityMatrix's sidecar of a file, with all its fields, also those that are null.
   *
   * @param now when it is written
   */
  public static JsonObject write(ExportedFile exported, Instant now) {
    WireModel model = exported.model();
    WireVersion version = exported.version();
    WireFile own = exported.ownFile();
    WireCreator creator = model.creator();
    return new JsonFields()
        .with("ModelId", model.get(WireModel.ID))
        .withText("ModelName", model.name())
        .withText("ModelDescription", model.get(WireModel.DESCRIPTION))
        .with("Nsfw", model.get(WireModel.NSFW))
        .with("Tags", model.tags())
        .with("ModelType", exported.type())
        .with("VersionId", version.get(WireVersion.ID))
        .withText("VersionName", version.name())
        .with("VersionDescription", version.get(WireVersion.DESCRIPTION))
        .with("AuthorUsername", creator == null ? null : creator.username())
        .with("BaseModel", version.get(WireVersion.BASE_MODEL))
        .with(
            "RemoteFileName",
            own == null ? null : Objects.requireNonNullElse(own.get(WireFile.NAME), ""))
        .with("RemoteFileId", own == null ? null : own.get(WireFile.ID))
        .with("FileMetadata", own == null ? null : own.metadata())
        .with("ImportedAt", Timestamps.of(now).replace("Z", "+00:00"))
        .with("Hashes", hashes(exported, own == null ? Map.of() : own.hashes()))
        .with("TrainedWords", exported.words())
        .with("Stats", stats(model))
        .with("UserTitle", exported.note().imported().get(ImportedNotes.TITLE))
        .with("ThumbnailImageUrl", null)
        .with("InferenceDefaults", null)
        .with("Source", 0)
        .with("SourceUrl", null)
        .object();
  }

  private static JsonFields hashes(ExportedFile exported, Map<String, String> hashes) {
    return new JsonFields()
        .with("SHA256", exported.file().sha256())
        .with("CRC32", hashes.get("CRC32"))
        .with("BLAKE3", hashes.get(ModelHash.BLAKE3));
  }

  /** Null where no count is known: StabilityMatrix reads no sidecar that has a count of null. */
  private static @Nullable JsonFields stats(WireModel model) {
    Long downloads = model.get(WireModel.DOWNLOADS);
    Long thumbsUp = model.get(WireModel.THUMBS_UP);
    return downloads == null && thumbsUp == null
        ? null
        : new JsonFields()
            .with("favoriteCount", 0)
            .with("commentCount", orZero(model.get(WireModel.COMMENTS)))
            .with("thumbsUpCount", orZero(thumbsUp))
            .with("downloadCount", orZero(downloads))
            .with("ratingCount", 0)
            .with("rating", 0);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /** Whether an object has the form. */
  public static boolean isOf(JsonObject root) {
    return Stream.of("ModelId", "ModelName", "VersionId", "Hashes").anyMatch(root::has);
  }

  /** Whether a sidecar is about a model that is not of CivitAI. */
  public static boolean isFromElsewhere(JsonObject root) {
    Long source = root.number("Source");
    return source != null && source != 0;
  }

  /** The ids and hashes that a sidecar names. */
  public static SidecarSubject subject(JsonObject root) {
    JsonObject hashes = root.object("Hashes");
    return new SidecarSubject(
        root.number("ModelId"),
        root.number("VersionId"),
        hashes.text("SHA256"),
        hashes.text("BLAKE3"));
  }
}
