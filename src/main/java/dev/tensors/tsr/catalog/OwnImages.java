package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The user's own pictures, and the models that each of them names. */
public final class OwnImages {

  /**
   * A recorded picture.
   *
   * @param sizeBytes its length; -1 if it has to be read again
   * @param mtimeNs its modification time, nanoseconds since 1970
   * @param tool the program that made it; null if it is not known
   * @param models the number of models that it names
   * @param failure why nothing of it could be read; null if it was read
   * @param missingSince ISO 8601, UTC; null while the picture is present
   */
  public record OwnImage(
      long id,
      String path,
      long sizeBytes,
      long mtimeNs,
      @Nullable String tool,
      long models,
      @Nullable String failure,
      @Nullable String missingSince) {}

  /**
   * What came of reading a picture.
   *
   * @param stamp {@link FileStamp#UNKNOWN} to have it read again the next time
   * @param problem the part that could not be read; null if all could
   * @param failure why nothing could be read; null if it was read
   */
  public record Read(
      String path,
      FileStamp stamp,
      @Nullable String tool,
      @Nullable String prompt,
      @Nullable String negativePrompt,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String problem,
      @Nullable String failure,
      List<ModelMention> models) {}

  /** A longer prompt is cut: no person wrote it. */
  private static final int LONGEST_PROMPT = 100_000;

  private static final String SELECT =
      """
      SELECT id, path, size_bytes, mtime_ns, tool, failure, missing_since,
        (SELECT count(*) FROM own_image_models WHERE image_id = own_images.id) AS models
      FROM own_images
      """;

  private static final String WRITE =
      """
      INSERT INTO own_images
        (path, size_bytes, mtime_ns, tool, prompt, negative_prompt, width, height, problem, failure)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET size_bytes = excluded.size_bytes,
        mtime_ns = excluded.mtime_ns, tool = excluded.tool, prompt = excluded.prompt,
        negative_prompt = excluded.negative_prompt, width = excluded.width,
        height = excluded.height, problem = excluded.problem, failure = excluded.failure,
        missing_since = NULL
      """;

  private static final String WRITE_MODEL =
      """
      INSERT INTO own_image_models
        (image_id, type, name, hash, hash_kind, weight, civitai_version_id, civitai_model_id, air)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Database database;

  public OwnImages(Database database) {
    this.database = database;
  }

  /** The picture at a path, and those after it, in the order of their paths. */
  public List<OwnImage> from(String path, int limit) {
    return database.query(
        sql ->
            sql.list(
                SELECT + "WHERE path >= ? ORDER BY path LIMIT ?", OwnImages::image, path, limit));
  }

  /**
   * The pictures below a folder, in the order of their paths.
   *
   * @param after the path of the last one of the page before; null: the first page
   */
  public List<OwnImage> below(String folder, @Nullable String after, int limit) {
    PathRange range = PathRange.of(folder);
    return database.query(
        sql ->
            sql.list(
                SELECT + "WHERE path > ? AND path < ? ORDER BY path LIMIT ?",
                OwnImages::image,
                after == null ? range.start() : after,
                range.end(),
                limit));
  }

  /** The number of pictures at a path and below it that are not marked missing. */
  public long presentAt(String path) {
    PathRange range = PathRange.of(path);
    return database.query(
        sql ->
            sql.number(
                """
                SELECT count(*) FROM own_images
                WHERE missing_since IS NULL AND (path = ? OR path > ? AND path < ?)
                """,
                path,
                range.start(),
                range.end()));
  }

  /**
   * The pictures that are marked missing, in the order of their paths.
   *
   * @param before ISO 8601, UTC: only those that have been missing since before then; null: all
   */
  public List<OwnImage> missing(@Nullable String before) {
    return database.query(
        sql ->
            sql.list(
                SELECT
                    + """
                    WHERE missing_since IS NOT NULL AND (?1 IS NULL OR missing_since < ?1)
                    ORDER BY path
                    """,
                OwnImages::image,
                before));
  }

  private static OwnImage image(ResultSet row) throws SQLException {
    return new OwnImage(
        row.getLong("id"),
        row.getString("path"),
        row.getLong("size_bytes"),
        row.getLong("mtime_ns"),
        row.getString("tool"),
        row.getLong("models"),
        row.getString("failure"),
        row.getString("missing_since"));
  }

  /**
   * Records pictures in one transaction, in the place of what was recorded of them.
   *
   * @param ids receives the row of each picture
   */
  public void write(Collection<Read> pictures, LongConsumer ids) {
    database.change(
        sql -> {
          for (Read picture : pictures) {
            ids.accept(write(sql, picture));
          }
        });
  }

  private static long write(Sql sql, Read picture) throws SQLException {
    sql.update(
        WRITE,
        picture.path(),
        picture.stamp().sizeBytes(),
        picture.stamp().mtimeNs(),
        picture.tool(),
        cut(picture.prompt()),
        cut(picture.negativePrompt()),
        picture.width(),
        picture.height(),
        picture.problem(),
        picture.failure());
    long id = sql.number("SELECT id FROM own_images WHERE path = ?", picture.path());
    sql.update("DELETE FROM own_image_models WHERE image_id = ?", id);
    for (ModelMention model : picture.models()) {
      ModelMatch kind = model.hashKind();
      sql.update(
          WRITE_MODEL,
          id,
          model.type(),
          model.name(),
          model.hash(),
          kind == null ? null : kind.word().toLowerCase(Locale.ROOT),
          model.weight(),
          model.versionId(),
          model.modelId(),
          model.air());
    }
    return id;
  }

  /** A model that a picture names, from a row of own_image_models. */
  static ModelMention mention(ResultSet row) throws SQLException {
    return new ModelMention(
        row.getString("type"),
        row.getString("name"),
        row.getString("hash"),
        ModelMatch.ofWord(row.getString("hash_kind")),
        Sql.nullableDouble(row, "weight"),
        Sql.nullableLong(row, "civitai_version_id"),
        Sql.nullableLong(row, "civitai_model_id"),
        row.getString("air"));
  }

  private static @Nullable String cut(@Nullable String prompt) {
    return prompt == null || prompt.length() <= LONGEST_PROMPT
        ? prompt
        : prompt.substring(0, LONGEST_PROMPT);
  }

  /** Marks pictures as missing from now on. */
  public void markMissing(Collection<OwnImage> images) {
    each(
        images,
        "UPDATE own_images SET missing_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?");
  }

  /** Takes the mark of pictures that are there again. */
  public void markFound(Collection<OwnImage> images) {
    each(images, "UPDATE own_images SET missing_since = NULL WHERE id = ?");
  }

  /** Deletes pictures, with the models that they name. */
  public void forget(Collection<OwnImage> images) {
    each(images, "DELETE FROM own_images WHERE id = ?");
  }

  private void each(Collection<OwnImage> images, String change) {
    if (!images.isEmpty()) {
      database.change(
          sql -> {
            for (OwnImage image : images) {
              sql.update(change, image.id());
            }
          });
    }
  }
}
