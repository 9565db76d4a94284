package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.ExampleImage;
import dev.tensors.tsr.prompts.ImageResource;
import dev.tensors.tsr.prompts.JsonString;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.prompts.UsedModel;
import dev.tensors.tsr.sqlite.Sql;
import java.io.File;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the files that are here and the cached versions that images were made with: by the
 * version's id, else by the hash, else by the name. What has a hash that no file here has is
 * another file, whatever its name is.
 */
final class UsedModelFiles {

  private static final Pattern HASH = Pattern.compile("[0-9A-F]{8,64}");

  /** The first digits of the SHA-256 of no data, which some tools write for every file. */
  private static final String HASH_OF_NOTHING = "E3B0C44298FC";

  private static final String VERSIONS =
      """
      SELECT j.value AS id, v.name AS version_name, m.name AS model_name, (
          SELECT f.file_path FROM local_files f
          WHERE f.civitai_version_id = j.value AND f.missing_since IS NULL ORDER BY f.id LIMIT 1
        ) AS file_path
      FROM json_each(?) j
      LEFT JOIN model_versions v ON v.civitai_id = j.value
      LEFT JOIN models m ON m.id = v.model_id
      """;

  /** The digit after F ends the range of hashes that begin with the given digits. */
  private static final String HASHES =
      """
      SELECT j.value AS hash, coalesce(
          (
            SELECT f.file_path FROM local_files f
            WHERE f.sha256 >= j.value AND f.sha256 < j.value || 'G' AND f.missing_since IS NULL
            LIMIT 1
          ), (
            SELECT f.file_path FROM file_hashes h
            JOIN file_hashes s ON s.file_id = h.file_id AND s.hash_type = 'SHA256'
            JOIN local_files f ON f.sha256 = s.hash_value
            WHERE h.hash_value >= j.value AND h.hash_value < j.value || 'G'
              AND f.missing_since IS NULL
            LIMIT 1
          )
        ) AS file_path
      FROM json_each(?) j
      """;

  private static final String NAMES =
      """
      SELECT f.file_path AS file_path FROM local_files f
      WHERE f.missing_since IS NULL AND %s COLLATE NOCASE IN (
        SELECT j.value || e.value
        FROM json_each(?) j, json_each('[".safetensors", ".sft", ".gguf", ".ckpt", ".pt"]') e
      )
      ORDER BY f.id DESC
      """
          .formatted(LocalFiles.NAME);

  /**
   * A file that is here may have another name than the creator gave it, by which prompts call it.
   */
  private static final String OWN_NAMES =
      """
      SELECT v.civitai_id AS version_id, n.name AS name, f.file_path AS file_path
      FROM json_each(?) j
      JOIN model_versions v ON v.civitai_id = j.value
      JOIN version_files n ON n.version_id = v.id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE f.missing_since IS NULL
      ORDER BY f.id DESC
      """;

  /** A version's names and the file here that is linked to it; each null if there is none. */
  private record Version(String name, String modelName, String filePath) {}

  private static final Version UNKNOWN = new Version(null, null, null);

  private final Map<Long, Version> versions = new HashMap<>();
  private final Map<String, String> byHash = new HashMap<>();
  private final Map<String, String> byName = new HashMap<>();
  private final Map<Long, Map<String, String>> byOwnName = new HashMap<>();

  private UsedModelFiles() {}

  /** The images with what the catalogue knows of the models that they were made with. */
  static List<ExampleImage> of(List<ExampleImage> images, Sql sql) throws SQLException {
    UsedModelFiles files = new UsedModelFiles();
    files.ask(images, sql);
    return images.stream()
        .map(
            image ->
                image.withModels(
                    image.models().stream()
                        .map(model -> files.known(model, image.versionId()))
                        .toList()))
        .toList();
  }

  private void ask(List<ExampleImage> images, Sql sql) throws SQLException {
    List<UsedModel> models = images.stream().flatMap(image -> image.models().stream()).toList();
    sql.each(
        VERSIONS,
        row ->
            versions.put(
                row.getLong("id"),
                new Version(
                    row.getString("version_name"),
                    row.getString("model_name"),
                    row.getString("file_path"))),
        previous -> {},
        json(models, model -> model.resource().modelVersionId(), String::valueOf));
    sql.each(
        HASHES,
        row -> byHash.put(row.getString("hash"), row.getString("file_path")),
        previous -> {},
        json(models, model -> hash(model.resource()), JsonString::of));
    List<UsedModel> nameOnly = models.stream().filter(UsedModelFiles::isNameOnly).toList();
    if (nameOnly.isEmpty()) {
      return;
    }
    sql.each(
        NAMES,
        row -> byName.put(stem(row.getString("file_path")), row.getString("file_path")),
        previous -> {},
        json(nameOnly, model -> model.resource().name(), JsonString::of));
    sql.each(
        OWN_NAMES,
        row ->
            byOwnName
                .computeIfAbsent(row.getLong("version_id"), id -> new HashMap<>())
                .put(stem(row.getString("name")), row.getString("file_path")),
        previous -> {},
        json(images, ExampleImage::versionId, String::valueOf));
  }

  /** What is known of each, once, as an array of JSON. */
  private static <T, K> String json(
      Collection<T> all, Function<T, K> known, Function<K, String> json) {
    return all.stream()
        .map(known)
        .filter(Objects::nonNull)
        .distinct()
        .map(json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String stem(String name) {
    return ModelFileName.stem(name.substring(name.lastIndexOf(File.separatorChar) + 1))
        .toLowerCase(Locale.ROOT);
  }

  /** Null if it is none that tells files apart. */
  private static String hash(ImageResource told) {
    String hash = told.hashDigits();
    return hash == null || !HASH.matcher(hash).matches() || hash.startsWith(HASH_OF_NOTHING)
        ? null
        : hash;
  }

  private static boolean isNameOnly(UsedModel model) {
    ImageResource told = model.resource();
    return told.name() != null && told.modelVersionId() == null && hash(told) == null;
  }

  private UsedModel known(UsedModel model, long shownVersion) {
    ImageResource told = model.resource();
    Version version = versions.getOrDefault(told.modelVersionId(), UNKNOWN);
    UsedModel named = model.withVersion(version.modelName(), version.name());
    if (version.filePath() != null) {
      return named.withFile(version.filePath());
    }
    String hash = hash(told);
    if (hash != null) {
      return named.withFile(byHash.get(hash));
    }
    if (!isNameOnly(model)) {
      return named;
    }
    String name = told.name().toLowerCase(Locale.ROOT);
    String own = byOwnName.getOrDefault(shownVersion, Map.of()).get(name);
    return named.withFile(own != null ? own : byName.get(name));
  }
}
