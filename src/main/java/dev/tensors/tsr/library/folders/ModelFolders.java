package dev.tensors.tsr.library.folders;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folders into which the user puts models of a type. Caches of Hugging Face's programs
 * are none.
 */
public final class ModelFolders {

  private static final String DIFFUSION_MODEL = "UNet";

  /** A folder, with a separator at its end, is what is before the name of a file in it. */
  private static final String CROWDED_FIRST =
      """
      SELECT rtrim(f.file_path, replace(replace(f.file_path, '/', ''), '\\', '')) AS folder, k.type
      FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
      WHERE f.missing_since IS NULL AND k.type IS NOT NULL
      GROUP BY folder, k.type ORDER BY count(*) DESC, length(folder), folder
      """;

  private final Database database;

  /** The folders by the type of mentions; null: not read yet. */
  private @Nullable Map<String, List<String>> folders;

  public ModelFolders(Database database) {
    this.database = database;
  }

  /** The path that was recorded for a content last; null if there is none. */
  public @Nullable String recordedPath(String sha256) {
    return database
        .query(
            sql ->
                sql.first(
                    "SELECT file_path FROM local_files WHERE sha256 = ? ORDER BY id DESC LIMIT 1",
                    row -> row.getString(1),
                    sha256))
        .filter(path -> !RecordedPath.isInHubCache(path))
        .orElse(null);
  }

  /**
   * The folders that have files of a type, the one with the most of them first.
   *
   * @param mention the kind as a picture or a workflow names it
   * @param type of the file, if it is known better
   */
  public List<String> of(ModelKind mention, @Nullable String type) {
    Map<String, List<String>> known = folders;
    if (known == null) {
      known = read();
      folders = known;
    }
    List<String> ofType = known.getOrDefault(kind(type), List.of());
    return ofType.isEmpty() && !hasFolder(type)
        ? known.getOrDefault(mention.type(), List.of())
        : ofType;
  }

  private Map<String, List<String>> read() {
    Map<String, List<String>> read = new HashMap<>();
    database.query(
        sql ->
            sql.forEach(
                CROWDED_FIRST,
                row -> {
                  String kind = kind(row.getString(2));
                  String folder = row.getString(1);
                  if (kind != null && !RecordedPath.isInHubCache(folder)) {
                    read.computeIfAbsent(kind, unused -> new ArrayList<>()).add(folder);
                  }
                }));
    return read;
  }

  private static boolean hasFolder(@Nullable String type) {
    return DIFFUSION_MODEL.equals(type) || ModelKind.ofModelType(type) != null;
  }

  /** Programs look for diffusion models without a text encoder in a folder of their own. */
  private static @Nullable String kind(@Nullable String type) {
    ModelKind kind = ModelKind.ofModelType(type);
    return DIFFUSION_MODEL.equals(type) || kind == null ? type : kind.type();
  }
}
