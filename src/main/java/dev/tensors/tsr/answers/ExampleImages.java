package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.model.examples.ResourceMerger;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.TextReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** A prompt may have some hundred thousand characters. */
  private static final int AT_ONCE = 20;

  /**
   * The parameters of images. A value that was stored without {@code is_json} is JSON if it can be
   * parsed as JSON.
   */
  private static final String PARAMETERS =
      """
      SELECT image_id, key,
        CASE WHEN kind <> 'text' AND kind <> 'null' THEN json(value) ELSE value END,
        kind <> 'text' AND kind <> 'null',
        is_json IS NULL AND kind IS NULL
      FROM (
        SELECT id, image_id, key, value, is_json,
          CASE WHEN coalesce(is_json, 1) AND json_valid(value) THEN json_type(value) END AS kind
        FROM image_generation_params
        WHERE image_id IN (SELECT value FROM json_each(?)) AND value IS NOT NULL%s
      )
      ORDER BY image_id, id
      """;

  private static final String ALL_PARAMETERS = PARAMETERS.formatted("");

  /** The key of a prompt may have other characters among its letters. */
  private static final String PROMPTS = PARAMETERS.formatted(" AND key LIKE '%p%r%o%m%p%t%'");

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
          for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            for (ExampleImage image : of(sql, some)) {
              consumer.accept(files.complete(image));
            }
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

  /** Images by their rows and in their order; their models are not matched to local files yet. */
  public static List<ExampleImage> of(Sql sql, List<Long> rows) throws SQLException {
    Map<Long, GenerationParameters> parameters = parameters(sql, rows);
    Map<Long, List<ImageResource>> resources = resources(sql, rows);
    Map<Long, ExampleImage> images = new HashMap<>();
    sql.forEach(
        """
        SELECT i.id, i.civitai_id, i.url, v.civitai_id AS version_id, v.name AS version_name,
          i.width, i.height, i.nsfw_level
        FROM version_images i JOIN model_versions v ON v.id = i.version_id
        WHERE i.id IN (SELECT value FROM json_each(?))
        """,
        row -> {
          long id = row.getLong("id");
          GenerationParameters its = parameters.getOrDefault(id, GenerationParameters.NONE);
          images.put(
              id,
              new ExampleImage(
                  Sql.nullableLong(row, "civitai_id"),
                  row.getString("url"),
                  row.getLong("version_id"),
                  row.getString("version_name"),
                  Sql.nullableLong(row, "width"),
                  Sql.nullableLong(row, "height"),
                  Sql.nullableLong(row, "nsfw_level"),
                  its,
                  ResourceMerger.of(resources.getOrDefault(id, List.of()), its.prompt())));
        },
        Sql.array(rows));
    return rows.stream().map(row -> Objects.requireNonNull(images.get(row))).toList();
  }

  /**
   * The models of each image of a version. Of the parameters only the prompts are read: others may
   * be a whole workflow.
   *
   * @param version CivitAI's id
   */
  static List<List<ImageModel>> models(Sql sql, long version) throws SQLException {
    List<Long> rows = sql.numbers("SELECT i.id " + FROM + "WHERE v.civitai_id = ?", version);
    Map<Long, GenerationParameters> prompts = parameters(sql, PROMPTS, rows);
    Map<Long, List<ImageResource>> resources = resources(sql, rows);
    return rows.stream()
        .map(
            row ->
                ResourceMerger.of(
                    resources.getOrDefault(row, List.of()),
                    prompts.getOrDefault(row, GenerationParameters.NONE).prompt()))
        .toList();
  }

  /** The models that CivitAI lists for images, by the rows of the images. */
  static Map<Long, List<ImageResource>> resources(Sql sql, List<Long> rows) throws SQLException {
    Map<Long, List<ImageResource>> resources = new HashMap<>();
    sql.forEach(
        """
        SELECT image_id, nullif(name, ''), type, nullif(hash, ''), weight, model_version_id
        FROM image_resources WHERE image_id IN (SELECT value FROM json_each(?))
        ORDER BY image_id, id
        """,
        row ->
            resources
                .computeIfAbsent(row.getLong(1), image -> new ArrayList<>())
                .add(resource(row)),
        Sql.array(rows));
    return resources;
  }

  /** The parameters of images, by the rows of the images. */
  static Map<Long, GenerationParameters> parameters(Sql sql, List<Long> rows) throws SQLException {
    return parameters(sql, ALL_PARAMETERS, rows);
  }

  private static Map<Long, GenerationParameters> parameters(Sql sql, String query, List<Long> rows)
      throws SQLException {
    Map<Long, Map<String, GenerationParameter>> parameters = new HashMap<>();
    TextReader texts = new TextReader(sql);
    sql.forEach(
        query,
        row ->
            parameters
                .computeIfAbsent(row.getLong(1), image -> new LinkedHashMap<>())
                .put(texts.text(row, 2), parameter(row, texts.text(row, 3))),
        Sql.array(rows));
    Map<Long, GenerationParameters> all = new HashMap<>();
    parameters.forEach((row, its) -> all.put(row, new GenerationParameters(its)));
    return all;
  }

  private static GenerationParameter parameter(ResultSet row, String value) throws SQLException {
    return row.getBoolean(5)
        ? new GenerationParameter(value, GenerationParameter.Notation.UNRECORDED)
        : new GenerationParameter(value, row.getBoolean(4));
  }

  private static ImageResource resource(ResultSet row) throws SQLException {
    return new ImageResource(
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Sql.nullableDouble(row, 5),
        Sql.nullableLong(row, 6));
  }
}
