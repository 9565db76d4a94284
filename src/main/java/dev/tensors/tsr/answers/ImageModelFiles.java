package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.ModelFileName;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.references.NameMatches;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.JsonString;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the local files and cached versions of the models that images were made with: by the
 * version's id, else by hash, else by name. A model with a hash that no local file has is not
 * looked up by name.
 */
final class ImageModelFiles {

  private static final Pattern HASH = Pattern.compile("[0-9A-F]{8,64}");

  /** The first digits of the SHA-256 of an empty file, which some tools write for every file. */
  private static final String HASH_OF_EMPTY_FILE = "E3B0C44298FC";

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

  /** The letter G ends the range of hashes that begin with the given digits. */
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

  private static final String FIRST =
      """
      SELECT file_path FROM local_files
      WHERE id IN (SELECT value FROM json_each(?)) AND missing_since IS NULL ORDER BY id LIMIT 1
      """;

  /** Local files by the creator's file names, which prompts use, and which a user can change. */
  private static final String CREATOR_NAMES =
      """
      SELECT v.civitai_id AS version_id, n.name AS name, f.file_path AS file_path
      FROM json_each(?) j
      JOIN model_versions v ON v.civitai_id = j.value
      JOIN version_files n ON n.version_id = v.id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE f.missing_since IS NULL
      ORDER BY f.id DESC
      """;

  /** A version's names, and the path of a local file that is linked to it. */
  private record Version(
      @Nullable String name, @Nullable String modelName, @Nullable String path) {}

  private static final Version UNKNOWN = new Version(null, null, null);

  private final Map<Long, Version> versions = new HashMap<>();
  private final Map<String, String> byHash = new HashMap<>();
  private final Map<String, @Nullable String> byName = new HashMap<>();
  private final Map<Long, Map<String, String>> byCreatorName = new HashMap<>();

  private ImageModelFiles() {}

  /** Completes the models of images with names and local files from the catalogue. */
  static List<ExampleImage> of(List<ExampleImage> images, Sql sql) throws SQLException {
    ImageModelFiles files = new ImageModelFiles();
    files.load(images, sql);
    return images.stream()
        .map(
            image ->
                image.withModels(
                    image.models().stream()
                        .map(model -> files.complete(model, image.versionId()))
                        .toList()))
        .toList();
  }

  private void load(List<ExampleImage> images, Sql sql) throws SQLException {
    List<ImageModel> models = images.stream().flatMap(image -> image.models().stream()).toList();
    sql.forEach(
        VERSIONS,
        row ->
            versions.put(
                row.getLong("id"),
                new Version(
                    row.getString("version_name"),
                    row.getString("model_name"),
                    row.getString("file_path"))),
        json(models, model -> model.resource().modelVersionId(), String::valueOf));
    sql.forEach(
        HASHES,
        row -> byHash.put(row.getString("hash"), row.getString("file_path")),
        json(models, model -> hash(model.resource()), JsonString::of));
    List<ImageModel> nameOnly = models.stream().filter(ImageModelFiles::isNameOnly).toList();
    if (nameOnly.isEmpty()) {
      return;
    }
    NameMatches matches = new NameMatches(sql);
    for (ImageModel model : nameOnly) {
      String name = Objects.requireNonNull(model.resource().name());
      if (!byName.containsKey(name)) {
        String ids =
            matches.files(name).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
        byName.put(name, sql.first(FIRST, row -> row.getString(1), ids).orElse(null));
      }
    }
    sql.forEach(
        CREATOR_NAMES,
        row ->
            byCreatorName
                .computeIfAbsent(row.getLong("version_id"), id -> new HashMap<>())
                .put(stem(row.getString("name")), row.getString("file_path")),
        json(images, ExampleImage::versionId, String::valueOf));
  }

  /** A JSON array of a value of each element, without nulls and duplicates. */
  private static <T, K> String json(
      Collection<T> all, Function<T, @Nullable K> value, Function<K, String> json) {
    return all.stream()
        .map(value)
        .filter(Objects::nonNull)
        .distinct()
        .map(json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String stem(String name) {
    return Folding.of(ModelFileName.stem(ModelFileName.nameOfFile(name)));
  }

  /** The digits of a hash; null if they are too few or too common to identify a file. */
  private static @Nullable String hash(ImageResource resource) {
    String hash = resource.hashDigits();
    return hash == null || !HASH.matcher(hash).matches() || hash.startsWith(HASH_OF_EMPTY_FILE)
        ? null
        : hash;
  }

  private static boolean isNameOnly(ImageModel model) {
    ImageResource resource = model.resource();
    return resource.name() != null && resource.modelVersionId() == null && hash(resource) == null;
  }

  private ImageModel complete(ImageModel model, @Nullable Long shownVersion) {
    ImageResource resource = model.resource();
    Version version = versions.getOrDefault(resource.modelVersionId(), UNKNOWN);
    ImageModel named = model.withVersion(version.modelName(), version.name());
    if (version.path() != null) {
      return named.withFile(version.path());
    }
    String hash = hash(resource);
    if (hash != null) {
      return named.withFile(byHash.get(hash));
    }
    String name = resource.name();
    if (name == null || resource.modelVersionId() != null) {
      return named;
    }
    String byCreator = byCreatorName.getOrDefault(shownVersion, Map.of()).get(Folding.of(name));
    return named.withFile(byCreator != null ? byCreator : byName.get(name));
  }
}
