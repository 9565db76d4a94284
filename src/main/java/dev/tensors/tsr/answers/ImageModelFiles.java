package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelFileName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the local files and cached versions of the models that images were made with: by the
 * version's id, else by hash, else by name. A model with a hash that no local file has is not
 * looked up by name.
 */
public final class ImageModelFiles {

  private static final String FIRST =
      """
      SELECT file_path FROM local_files
      WHERE id IN (SELECT value FROM json_each(?)) AND missing_since IS NULL ORDER BY id LIMIT 1
      """;

  /** Local files by the creator's file names, which prompts use, and which a user can change. */
  private static final String CREATOR_NAMES =
      """
      SELECT n.name, f.file_path FROM model_versions v
      JOIN version_files n ON n.version_id = v.id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE v.civitai_id = ? AND f.missing_since IS NULL
      ORDER BY f.id DESC
      """;

  private static final ModelMention ANY = ModelMention.named(ModelKind.OTHER, null);

  private final Sql sql;
  private final FileMatches matches;
  private final CachedVersions versions;
  private final Map<Long, Optional<VersionName>> known = new HashMap<>();
  private final Map<Long, Optional<String>> byVersion = new HashMap<>();
  private final Map<String, Optional<String>> byName = new HashMap<>();
  private final Map<Long, Map<String, String>> byCreatorName = new HashMap<>();

  /**
   * @param sql the state of the catalogue in which the files are
   */
  public ImageModelFiles(Database database, Sql sql) {
    this.sql = sql;
    this.matches = new FileMatches(sql);
    this.versions = new CachedVersions(database);
  }

  /** Completes the models of an image with names and local files from the catalogue. */
  public ExampleImage complete(ExampleImage image) throws SQLException {
    List<ImageModel> models = new ArrayList<>();
    for (ImageModel model : image.models()) {
      models.add(named(model).withFile(file(model.resource(), image.versionId()).orElse(null)));
    }
    return image.withModels(models);
  }

  private ImageModel named(ImageModel model) {
    Long id = model.resource().modelVersionId();
    return id == null
        ? model
        : known
            .computeIfAbsent(id, versions::byId)
            .map(version -> model.withVersion(version.modelName(), version.name()))
            .orElse(model);
  }

  private Optional<String> file(ImageResource resource, @Nullable Long shownVersion)
      throws SQLException {
    Long version = resource.modelVersionId();
    Optional<String> file = version == null ? Optional.empty() : ofVersion(version);
    String hash = ModelHash.digits(resource.hash());
    if (file.isEmpty() && hash != null) {
      List<MatchedFile> hashed = new ArrayList<>(matches.of(ANY.withHash(hash, null)));
      hashed.removeIf(other -> other.match() == ModelMatch.VERSION_ID); // perhaps of another type
      file =
          hashed.stream()
              .filter(MatchedFile::isHere)
              .min(Comparator.comparing(MatchedFile::fileId))
              .map(MatchedFile::filePath);
    }
    String name = resource.name();
    return version == null && hash == null && name != null ? called(name, shownVersion) : file;
  }

  private Optional<String> called(String name, @Nullable Long shownVersion) throws SQLException {
    Optional<String> file = Optional.ofNullable(byCreator(shownVersion).get(Folding.of(name)));
    if (file.isPresent()) {
      return file;
    }
    if (!byName.containsKey(name)) {
      byName.put(name, here(matches.called(name)));
    }
    return byName.getOrDefault(name, Optional.empty());
  }

  private Optional<String> ofVersion(long version) throws SQLException {
    if (!byVersion.containsKey(version)) {
      byVersion.put(version, here(matches.ofVersion(version)));
    }
    return byVersion.getOrDefault(version, Optional.empty());
  }

  /** The path of the file that was recorded first. */
  private Optional<String> here(List<Long> rows) throws SQLException {
    return rows.isEmpty()
        ? Optional.empty()
        : sql.first(FIRST, row -> row.getString(1), Sql.array(rows));
  }

  private Map<String, String> byCreator(@Nullable Long version) throws SQLException {
    if (version == null) {
      return Map.of();
    }
    Map<String, String> files = byCreatorName.get(version);
    if (files == null) {
      Map<String, String> read = new HashMap<>();
      sql.forEach(
          CREATOR_NAMES,
          row -> {
            String stem = ModelFileName.stem(PathNames.HERE.name(row.getString(1)));
            read.put(Folding.of(stem), row.getString(2));
          },
          version);
      byCreatorName.put(version, read);
      files = read;
    }
    return files;
  }
}
