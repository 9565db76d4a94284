package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.Upsert;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores CivitAI's models in the cache, and finds those that are to be fetched again. */
public final class CachedModels {

  /**
   * How much of a model is cached.
   *
   * @param prompts images with generation parameters
   */
  public record Extent(String name, long versions, long files, long images, long prompts) {}

  private static final String LINKED =
      """
      SELECT DISTINCT f.civitai_model_id FROM local_files f
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      """;

  private final Database database;

  public CachedModels(Database database) {
    this.database = database;
  }

  /**
   * Stores a model, or updates it where it is cached, in one transaction.
   *
   * @param now ISO 8601, UTC
   */
  public void store(WireModel model, String now) {
    database.change(sql -> new ModelWriter(sql, now).write(model));
  }

  /**
   * Adds to the cache what it does not know of a model, from another source than CivitAI. Nothing
   * that CivitAI told is changed, and a model that it told of is not marked; another one is marked
   * with the source that filled it first.
   *
   * @param whole whether the model has all its versions, in their order
   * @param asOf when the source had it from CivitAI, ISO 8601, UTC; null: not known
   */
  public void fill(WireModel model, boolean whole, LinkSource source, @Nullable String asOf) {
    database.change(
        sql -> SearchTexts.updateAfter(sql, () -> fill(sql, model, whole, source, asOf)));
  }

  private static void fill(
      Sql sql, WireModel model, boolean whole, LinkSource source, @Nullable String asOf)
      throws SQLException {
    if (!ModelFiller.fill(sql, model, whole).isEmpty()) {
      sql.update(
          """
          UPDATE models SET filled_from = ?, filled_as_of = ?
          WHERE civitai_id = ? AND fetched_at IS NULL AND filled_from IS NULL
          """,
          source.word(),
          asOf,
          model.id());
    }
  }

  /**
   * Marks a model that CivitAI no longer has. Its rows stay.
   *
   * @param now ISO 8601, UTC
   * @return whether it was not marked yet
   */
  public boolean markGone(long modelId, String now) {
    return database.write(
        sql ->
            sql.update(
                    "UPDATE models SET gone_at = ? WHERE civitai_id = ? AND gone_at IS NULL",
                    now,
                    modelId)
                == 1);
  }

  /** Stores some columns of a version that is cached, by CivitAI's id. */
  public void update(long versionId, ColumnValues columns) {
    database.change(
        sql -> {
          Optional<Long> row =
              sql.first(
                  "SELECT id FROM model_versions WHERE civitai_id = ?",
                  found -> found.getLong(1),
                  versionId);
          if (row.isPresent()) {
            new Upsert(sql).update(row.get(), "model_versions", columns);
          }
        });
  }

  /** Whether a model is cached, by CivitAI's id. */
  public boolean has(long modelId) {
    return database.query(
            sql -> sql.number("SELECT count(*) FROM models WHERE civitai_id = ?", modelId))
        > 0;
  }

  /**
   * Whether a version is cached, by CivitAI's ids.
   *
   * @param modelId null: of any model
   */
  public boolean hasVersion(@Nullable Long modelId, long versionId) {
    return database.query(
            sql ->
                sql.number(
                    """
                    SELECT count(*) FROM model_versions v JOIN models m ON m.id = v.model_id
                    WHERE v.civitai_id = ?1 AND (?2 IS NULL OR m.civitai_id = ?2)
                    """,
                    versionId,
                    modelId))
        > 0;
  }

  /** How much of a model is cached, by CivitAI's id; empty if it is not cached. */
  public Optional<Extent> extent(long modelId) {
    return database.query(
        sql ->
            sql.first(
                """
                SELECT m.name,
                  (SELECT count(*) FROM model_versions v WHERE v.model_id = m.id),
                  (SELECT count(*) FROM model_versions v
                     JOIN version_files f ON f.version_id = v.id WHERE v.model_id = m.id),
                  (SELECT count(*) FROM model_versions v
                     JOIN version_images i ON i.version_id = v.id WHERE v.model_id = m.id),
                  (SELECT count(*) FROM model_versions v
                     JOIN version_images i ON i.version_id = v.id WHERE v.model_id = m.id
                     AND EXISTS (SELECT 1 FROM image_generation_params p
                       WHERE p.image_id = i.id AND p.key = 'prompt'))
                FROM models m WHERE m.civitai_id = ?
                """,
                row ->
                    new Extent(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)),
                modelId));
  }

  /** CivitAI's ids of the models that files are linked to. */
  public List<Long> linked() {
    return linked(new Conditions());
  }

  /**
   * As the other one, of some files.
   *
   * @param files a condition on the files f
   */
  public List<Long> linked(Conditions files) {
    Conditions linked = new Conditions().and("f.civitai_model_id IS NOT NULL").and(files);
    return database.query(
        sql ->
            sql.list(
                LINKED + linked.sql() + " ORDER BY 1", row -> row.getLong(1), linked.values()));
  }

  /**
   * CivitAI's ids of linked models that were fetched long ago or never. A time in the future,
   * recorded by a clock that was ahead, counts as long ago.
   *
   * @param fetchedUntil ISO 8601, UTC: the latest time that is long ago
   * @param now ISO 8601, UTC
   */
  public List<Long> stale(String fetchedUntil, String now) {
    return database.query(
        sql ->
            sql.list(
                LINKED
                    + """
                    WHERE f.civitai_model_id IS NOT NULL
                    AND (m.fetched_at IS NULL OR m.fetched_at <= ? OR m.fetched_at > ?) ORDER BY 1
                    """,
                row -> row.getLong(1),
                fetchedUntil,
                now));
  }
}
