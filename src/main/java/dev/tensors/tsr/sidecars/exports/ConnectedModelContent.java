package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds StabilityMatrix's sidecar of a file, with all its fields, also those that are null. */
final class ConnectedModelContent {

  private ConnectedModelContent() {}

  /**
   * The content.
   *
   * @param now when it is written
   */
  static JsonObject of(ExportedFile exported, Instant now) {
    CachedModel model = exported.model();
    ColumnValues columns = model.columns();
    ColumnValues version = exported.version().columns();
    CachedModel.File own = exported.ownFile();
    CachedModel.Creator creator = model.creator();
    return new Fields()
        .with("ModelId", columns, "civitai_id")
        .with("ModelName", ExportedFile.text(columns, "name"))
        .with("ModelDescription", ExportedFile.text(columns, "description"))
        .truth("Nsfw", columns, "nsfw")
        .with("Tags", model.tags())
        .with("ModelType", exported.type())
        .with("VersionId", version, "civitai_id")
        .with("VersionName", ExportedFile.text(version, "name"))
        .with("VersionDescription", version, "description")
        .with("AuthorUsername", creator == null ? null : creator.username())
        .with("BaseModel", version, "base_model")
        .with("RemoteFileName", own == null ? null : own.columns().get("name"))
        .with("RemoteFileId", own == null ? null : own.columns().get("civitai_id"))
        .with("FileMetadata", own == null ? null : VersionContent.fileMetadata(own.columns()))
        .with("ImportedAt", Timestamps.of(now).replace("Z", "+00:00"))
        .with("Hashes", hashes(exported, own == null ? Map.of() : own.hashes()))
        .with("TrainedWords", exported.words())
        .with("Stats", stats(columns))
        .with("UserTitle", exported.note().imported().get(ImportedNotes.TITLE))
        .with("ThumbnailImageUrl", null)
        .with("InferenceDefaults", null)
        .with("Source", 0)
        .with("SourceUrl", null)
        .object();
  }

  private static Fields hashes(ExportedFile exported, Map<String, String> hashes) {
    return new Fields()
        .with("SHA256", exported.file().sha256())
        .with("CRC32", hashes.get("CRC32"))
        .with("BLAKE3", hashes.get(ModelHash.BLAKE3));
  }

  /** Null where no count is known: StabilityMatrix reads no sidecar that has a count of null. */
  private static @Nullable Fields stats(ColumnValues model) {
    return model.get("download_count") == null && model.get("thumbs_up_count") == null
        ? null
        : new Fields()
            .with("favoriteCount", 0)
            .with("commentCount", orZero(model.get("comment_count")))
            .with("thumbsUpCount", orZero(model.get("thumbs_up_count")))
            .with("downloadCount", orZero(model.get("download_count")))
            .with("ratingCount", 0)
            .with("rating", 0);
  }

  private static Object orZero(@Nullable Object count) {
    return count == null ? 0 : count;
  }
}
