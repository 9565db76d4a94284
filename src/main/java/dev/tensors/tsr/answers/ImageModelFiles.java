package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Remembered;
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

  /** Pictures name the same few models again and again, and all of a large library once. */
  private static final int MOST = 10_000;

  private static final ModelMention ANY = ModelMention.named(ModelKind.OTHER, null);

  private final Sql sql;
  private final FileMatches matches;
  private final Remembered<Long, Optional<VersionName>> known;
  private final Remembered<Long, Optional<String>> byVersion;
  private final Remembered<String, Optional<String>> byName;

  /** Of the version whose images are completed. */
  private final Remembered<Long, Map<String, String>> byCreatorName;

  /**
   * @param sql the state of the catalogue in which the files are
   */
  public ImageModelFiles(Database database, Sql sql) {
    this.sql = sql;
    this.matches = new FileMatches(sql);
    CachedVersions versions = new CachedVersions(database);
    this.known = new Remembered<>(MOST, versions::byId);
    this.byVersion = new Remembered<>(MOST, version -> here(matches.ofVersion(version)));
    this.byName = new Remembered<>(MOST, name -> here(matches.called(name)));
    this.byCreatorName = new Remembered<>(1, this::byCreator);
  }

  /** Completes the models of an image with names and local files from the catalogue. */
  public ExampleImage complete(ExampleImage image) throws SQLException {
    List<ImageModel> models = new ArrayList<>();
    for (ImageModel model : image.models()) {
      models.add(named(model).withFile(file(model.resource(), image.versionId()).orElse(null)));
    }
    return image.withModels(models);
  }

  private ImageModel named(ImageModel model) throws SQLException {
    Long id = model.resource().modelVersionId();
    return id == null
        ? model
        : known
            .of(id)
            .map(version -> model.withVersion(version.modelName(), version.name()))
            .orElse(model);
  }

  private Optional<String> file(ImageResource resource, @Nullable Long shownVersion)
      throws SQLException {
    Long version = resource.modelVersionId();
    Optional<String> file = version == null ? Optional.empty() : byVersion.of(version);
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
    String file =
        shownVersion == null ? null : byCreatorName.of(shownVersion).get(Folding.of(name));
    return file == null ? byName.of(name) : Optional.of(file);
  }

  /** The path of the file that was recorded first. */
  private Optional<String> here(List<Long> rows) throws SQLException {
    return rows.isEmpty()
        ? Optional.empty()
        : sql.first(FIRST, row -> row.getString(1), Sql.array(rows));
  }

  private Map<String, String> byCreator(long version) throws SQLException {
    Map<String, String> files = new HashMap<>();
    sql.forEach(
        CREATOR_NAMES,
        row -> {
          String stem = ModelFileName.stem(PathNames.HERE.name(row.getString(1)));
          files.put(Folding.of(stem), row.getString(2));
        },
        version);
    return files;
  }
}
