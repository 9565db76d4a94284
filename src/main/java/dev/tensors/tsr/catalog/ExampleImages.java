package dev.tensors.tsr.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The example images of cached models, as far as it is known what they were made with. */
public final class ExampleImages {

  private final Database database;

  public ExampleImages(Database database) {
    this.database = database;
  }

  /**
   * Hands over the images with generation parameters, the latest version's first.
   *
   * @param modelId CivitAI's id; null: of any model
   * @param versionId CivitAI's id; null: of all versions
   * @param limit at most so many
   * @return how many there were
   */
  public int each(
      Long modelId, Long versionId, int limit, Consumer<? super ExampleImage> consumer) {
    Where where = new Where();
    if (modelId != null) {
      where.and("v.model_id = (SELECT id FROM models WHERE civitai_id = ?)", modelId);
    }
    if (versionId != null) {
      where.and("v.civitai_id = ?", versionId);
    }
    where.and("EXISTS (SELECT 1 FROM image_generation_params p WHERE p.image_id = i.id)");
    return database.snapshot(
        sql ->
            sql.each(
                """
                SELECT i.id, i.civitai_id, i.url, v.civitai_id AS version_id,
                  v.name AS version_name, i.width, i.height, i.nsfw_level
                FROM model_versions v JOIN version_images i ON i.version_id = v.id
                """
                    + where.sql()
                    + " ORDER BY v.version_index IS NULL, v.version_index, v.id, i.id LIMIT ?",
                row -> image(sql, row),
                consumer,
                where.values(limit)));
  }

  private static ExampleImage image(Sql sql, ResultSet row) throws SQLException {
    GenerationParameters parameters = parameters(sql, row.getLong("id"));
    return new ExampleImage(
        Sql.nullableLong(row, "civitai_id"),
        row.getString("url"),
        row.getLong("version_id"),
        row.getString("version_name"),
        Sql.nullableLong(row, "width"),
        Sql.nullableLong(row, "height"),
        Sql.nullableLong(row, "nsfw_level"),
        parameters,
        resources(sql, row.getLong("id"), parameters.prompt()));
  }

  /** A value of which it was not stored whether it is JSON is so if it looks like it. */
  private static GenerationParameters parameters(Sql sql, long image) throws SQLException {
    Map<String, GenerationParameter> parameters = new LinkedHashMap<>();
    sql.each(
        """
        SELECT key,
          CASE WHEN kind <> 'text' AND kind <> 'null' THEN json(value) ELSE value END AS value,
          kind <> 'text' AND kind <> 'null' AS is_json
        FROM (
          SELECT id, key, value,
            CASE WHEN coalesce(is_json, 1) AND json_valid(value) THEN json_type(value) END AS kind
          FROM image_generation_params WHERE image_id = ? AND value IS NOT NULL
        )
        ORDER BY id
        """,
        row -> {
          GenerationParameter value =
              new GenerationParameter(row.getString("value"), row.getBoolean("is_json"));
          return parameters.put(row.getString("key"), value);
        },
        previous -> {},
        image);
    return new GenerationParameters(parameters);
  }

  private static List<ImageResource> resources(Sql sql, long image, String prompt)
      throws SQLException {
    List<ImageResource> resources =
        new ArrayList<>(
            sql.list(
                """
                SELECT nullif(name, '') AS name, type, nullif(hash, '') AS hash, weight, model_version_id
                FROM image_resources WHERE image_id = ? ORDER BY id
                """,
                ExampleImages::resource,
                image));
    if (prompt != null) {
      resources.addAll(LoraTags.in(prompt));
    }
    return ImageResource.joined(resources);
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
