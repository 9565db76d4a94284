package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives back what was cached of a version and its model. */
public final class CachedAnswers {

  private final Database database;

  public CachedAnswers(Database database) {
    this.database = database;
  }

  /**
   * A model with one version alone; empty if it is not cached.
   *
   * @param withImages whether to read the version's images, which are most of it
   */
  public Optional<CachedModel> of(long versionId, boolean withImages) {
    return database.snapshot(
        sql -> {
          Optional<ColumnValues> version =
              sql.first(
                  "SELECT * FROM model_versions WHERE civitai_id = ?",
                  CachedAnswers::columns,
                  versionId);
          return version.isEmpty()
              ? Optional.<CachedModel>empty()
              : model(sql, version.get(), withImages);
        });
  }

  /**
   * All that is cached of a model.
   *
   * @param model with the versions that CivitAI's last answer listed, in its order
   * @param withdrawn versions that it no longer listed, and when that was noticed, ISO 8601, UTC
   * @param fetchedAt when CivitAI answered, ISO 8601, UTC; null: never
   * @param goneAt when CivitAI first answered that it no longer has the model; null: it has
   */
  record WholeModel(
      WireModel model,
      Map<WireVersion, @Nullable String> withdrawn,
      @Nullable String fetchedAt,
      @Nullable String goneAt) {}

  /** All of a cached model, by CivitAI's id. */
  Optional<WholeModel> whole(long modelId) {
    return database.snapshot(
        sql -> {
          Optional<ColumnValues> row =
              sql.first(
                  "SELECT * FROM models WHERE civitai_id = ?", CachedAnswers::columns, modelId);
          return row.isEmpty() ? Optional.<WholeModel>empty() : Optional.of(whole(sql, row.get()));
        });
  }

  private static WholeModel whole(Sql sql, ColumnValues row) throws SQLException {
    List<WireVersion> listed = new ArrayList<>();
    Map<WireVersion, @Nullable String> withdrawn = new LinkedHashMap<>();
    for (ColumnValues columns :
        sql.list(
            "SELECT * FROM model_versions WHERE model_id = ? ORDER BY version_index, id",
            CachedAnswers::columns,
            id(row))) {
      WireVersion version = version(sql, columns, WireModel.ID.of(row), true);
      if (columns.get("version_index") == null) {
        withdrawn.put(version, text(columns, "gone_at"));
      } else {
        listed.add(version);
      }
    }
    return new WholeModel(
        new WireModel(row, creator(sql, row), modelTags(sql, id(row)), listed),
        withdrawn,
        text(row, "fetched_at"),
        text(row, "gone_at"));
  }

  private static @Nullable String text(ColumnValues row, String column) {
    Object value = row.get(column);
    return value == null ? null : value.toString();
  }

  private static @Nullable WireCreator creator(Sql sql, ColumnValues model) throws SQLException {
    return sql.first(
            "SELECT username, image_url FROM creators WHERE id = ?",
            found -> new WireCreator(found.getString(1), found.getString(2)),
            model.get("creator_id"))
        .orElse(null);
  }

  private static ColumnValues columns(ResultSet row) throws SQLException {
    ColumnValues columns = new ColumnValues();
    ResultSetMetaData names = row.getMetaData();
    for (int i = 1; i <= names.getColumnCount(); i++) {
      columns.with(names.getColumnName(i), row.getObject(i));
    }
    return columns;
  }

  private static long id(ColumnValues row) {
    return row.get("id") instanceof Number id ? id.longValue() : 0;
  }

  /** Empty if another program took the model away from its version. */
  private static Optional<CachedModel> model(Sql sql, ColumnValues version, boolean withImages)
      throws SQLException {
    Optional<ColumnValues> stored =
        sql.first(
            "SELECT * FROM models WHERE id = ?", CachedAnswers::columns, version.get("model_id"));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    ColumnValues columns = stored.get();
    Object fetched = columns.get("fetched_at");
    if (fetched == null) {
      CivitaiCounts.forgetUnknown(columns);
      CivitaiCounts.forgetUnknown(version);
    }
    WireModel model =
        new WireModel(
            columns,
            creator(sql, columns),
            modelTags(sql, id(columns)),
            List.of(version(sql, version, WireModel.ID.of(columns), withImages)));
    boolean gone = columns.get("gone_at") != null || version.get("gone_at") != null;
    return Optional.of(new CachedModel(model, fetched == null ? null : fetched.toString(), gone));
  }

  private static WireVersion version(
      Sql sql, ColumnValues columns, @Nullable Long modelId, boolean withImages)
      throws SQLException {
    long row = id(columns);
    List<WireFile> files = new ArrayList<>();
    for (ColumnValues file :
        sql.list(
            "SELECT * FROM version_files WHERE version_id = ? ORDER BY is_primary DESC, id",
            CachedAnswers::columns,
            row)) {
      files.add(new WireFile(file, hashes(sql, id(file))));
    }
    List<WireImage> images = withImages ? images(sql, row) : List.of();
    return new WireVersion(columns, modelId, null, words(sql, row), files, images);
  }

  private static Map<String, String> hashes(Sql sql, long file) throws SQLException {
    Map<String, String> hashes = new LinkedHashMap<>();
    sql.forEach(
        "SELECT hash_type, hash_value FROM file_hashes WHERE file_id = ? ORDER BY id",
        row -> hashes.put(row.getString(1), row.getString(2)),
        file);
    return hashes;
  }

  private static List<WireImage> images(Sql sql, long version) throws SQLException {
    List<ColumnValues> found =
        sql.list(
            "SELECT * FROM version_images WHERE version_id = ? ORDER BY id",
            CachedAnswers::columns,
            version);
    List<Long> rows = found.stream().map(CachedAnswers::id).toList();
    Map<Long, GenerationParameters> parameters = ExampleImages.parameters(sql, rows);
    Map<Long, List<ImageResource>> resources = ExampleImages.resources(sql, rows);
    List<WireImage> images = new ArrayList<>();
    for (ColumnValues image : found) {
      long row = id(image);
      ColumnValues video =
          sql.first(
                  "SELECT * FROM image_video_metadata WHERE image_id = ?",
                  CachedAnswers::columns,
                  row)
              .orElse(null);
      images.add(
          new WireImage(
              image,
              video,
              parameters.getOrDefault(row, GenerationParameters.NONE).all(),
              resources.getOrDefault(row, List.of())));
    }
    return images;
  }

  /** The trigger words of a version as CivitAI has them, by its row id. */
  public static List<String> words(Sql sql, long version) throws SQLException {
    return sql.list(
        "SELECT word FROM trained_words WHERE version_id = ? ORDER BY position, id",
        row -> row.getString(1),
        version);
  }

  /** The tags of a model, by its row id. */
  public static List<String> modelTags(Sql sql, long model) throws SQLException {
    return sql.list(
        """
        SELECT t.name FROM model_tags mt JOIN tags t ON t.id = mt.tag_id
        WHERE mt.model_id = ? ORDER BY t.id
        """,
        row -> row.getString(1),
        model);
  }
}
