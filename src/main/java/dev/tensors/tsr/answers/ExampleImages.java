package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.model.examples.ResourceMerger;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The example images of cached models that have generation parameters. */
public final class ExampleImages {

  /**
   * Selects images.
   *
   * @param modelId CivitAI's id; null: any model
   * @param versionId CivitAI's id; null: any version
   * @param sfw only images that CivitAI marks PG
   */
  public record Filter(@Nullable Long modelId, @Nullable Long versionId, boolean sfw) {}

  /** CivitAI's level of images that anyone may see. */
  private static final int PG = 1;

  private static final String FROM =
      "FROM model_versions v JOIN version_images i ON i.version_id = v.id\n";

  private final Database database;

  public ExampleImages(Database database) {
    this.database = database;
  }

  /** How many images with generation parameters there are. */
  public long count(Filter filter) {
    Conditions where = where(filter);
    return database.query(
        sql -> sql.number("SELECT count(*) " + FROM + where.sql(), where.values()));
  }

  /**
   * Passes each image to the consumer, those of the latest version first.
   *
   * @return the number of images passed
   */
  public int each(Filter filter, int limit, Consumer<? super ExampleImage> consumer) {
    return database.snapshot(
        sql -> {
          List<Long> ids = ids(sql, filter, limit);
          ImageModelFiles files = new ImageModelFiles(database, sql);
          for (long id : ids) {
            consumer.accept(files.complete(image(sql, id)));
          }
          return ids.size();
        });
  }

  private static Conditions where(Filter filter) {
    Conditions where = new Conditions();
    if (filter.modelId() != null) {
      where.and("v.model_id = (SELECT id FROM models WHERE civitai_id = ?)", filter.modelId());
    }
    if (filter.versionId() != null) {
      where.and("v.civitai_id = ?", filter.versionId());
    }
    if (filter.sfw()) {
      where.and("i.nsfw_level = " + PG);
    }
    return where.and("EXISTS (SELECT 1 FROM image_generation_params p WHERE p.image_id = i.id)");
  }

  private static List<Long> ids(Sql sql, Filter filter, int limit) throws SQLException {
    Conditions where = where(filter);
    return sql.list(
        "SELECT i.id "
            + FROM
            + where.sql()
            + " ORDER BY v.version_index IS NULL, v.version_index, v.id, i.id LIMIT ?",
        row -> row.getLong(1),
        where.values(limit));
  }

  /** An image, whose models are not matched to local files yet. */
  public static ExampleImage image(Sql sql, long id) throws SQLException {
    GenerationParameters parameters = parameters(sql, id);
    return sql.first(
            """
            SELECT i.civitai_id, i.url, v.civitai_id AS version_id, v.name AS version_name,
              i.width, i.height, i.nsfw_level
            FROM version_images i JOIN model_versions v ON v.id = i.version_id WHERE i.id = ?
            """,
            row ->
                new ExampleImage(
                    Sql.nullableLong(row, "civitai_id"),
                    row.getString("url"),
                    row.getLong("version_id"),
                    row.getString("version_name"),
                    Sql.nullableLong(row, "width"),
                    Sql.nullableLong(row, "height"),
                    Sql.nullableLong(row, "nsfw_level"),
                    parameters,
                    ResourceMerger.of(resources(sql, id), parameters.prompt())),
            id)
        .orElseThrow();
  }

  /** The models that CivitAI lists for an image. */
  static List<ImageResource> resources(Sql sql, long image) throws SQLException {
    return sql.list(
        """
        SELECT nullif(name, '') AS name, type, nullif(hash, '') AS hash, weight, model_version_id
        FROM image_resources WHERE image_id = ? ORDER BY id
        """,
        ExampleImages::resource,
        image);
  }

  /** A value that was stored without {@code is_json} is JSON if it can be parsed as JSON. */
  static GenerationParameters parameters(Sql sql, long image) throws SQLException {
    Map<String, GenerationParameter> parameters = new LinkedHashMap<>();
    sql.forEach(
        """
        SELECT key,
          CASE WHEN kind <> 'text' AND kind <> 'null' THEN json(value) ELSE value END AS value,
          kind <> 'text' AND kind <> 'null' AS is_json,
          is_json IS NULL AND kind IS NULL AS unrecorded
        FROM (
          SELECT id, key, value, is_json,
            CASE WHEN coalesce(is_json, 1) AND json_valid(value) THEN json_type(value) END AS kind
          FROM image_generation_params WHERE image_id = ? AND value IS NOT NULL
        )
        ORDER BY id
        """,
        row -> parameters.put(row.getString("key"), parameter(row)),
        image);
    return new GenerationParameters(parameters);
  }

  private static GenerationParameter parameter(ResultSet row) throws SQLException {
    String value = row.getString("value");
    return row.getBoolean("unrecorded")
        ? new GenerationParameter(value, GenerationParameter.Notation.UNRECORDED)
        : new GenerationParameter(value, row.getBoolean("is_json"));
  }

  private static ImageResource resource(ResultSet row) throws SQLException {
    return new ImageResource(
        row.getString("name"),
        row.getString("type"),
        row.getString("hash"),
        Sql.nullableDouble(row, "weight"),
        Sql.nullableLong(row, "model_version_id"));
  }
}
