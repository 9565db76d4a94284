package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's own pictures, and the models that each of them names. */
public final class OwnImages {

  /**
   * A recorded picture.
   *
   * @param sizeBytes its length; -1 if it has to be read again
   * @param mtimeNs its modification time, nanoseconds since 1970
   * @param besideNs when what is beside it was last written, as it was read; 0: there was nothing
   * @param tool the program that made it; null if it is not known
   * @param models the number of models that it names
   * @param failure why it could not be read; null if it was read
   * @param problem the part that could not be read; null if all could
   * @param missingSince ISO 8601, UTC; null while the picture is present
   */
  public record OwnImage(
      long id,
      String path,
      long sizeBytes,
      long mtimeNs,
      long besideNs,
      @Nullable String tool,
      long models,
      @Nullable String failure,
      @Nullable String problem,
      @Nullable String missingSince) {

    /** Whether it could not be read, and nothing is known of it. */
    public boolean isNeverRead() {
      return failure != null && models == 0;
    }
  }

  private static final String SELECT =
      """
      SELECT id, path, size_bytes, mtime_ns, beside_ns, tool, failure, problem, missing_since,
        (SELECT count(*) FROM own_image_models WHERE image_id = own_images.id) AS models
      FROM own_images
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
                SELECT + "WHERE path >= ? AND path < x'' ORDER BY path LIMIT ?",
                OwnImages::image,
                path,
                limit));
  }

  /** The pictures below a folder, in the order of their paths. */
  public Pages.Source<OwnImage> below(String folder) {
    return PathRange.rowsBelow(folder, database, SELECT, "path", OwnImages::image, OwnImage::path);
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
   * Prepares {@link #withStampOf}, which does not see pictures that are recorded later.
   *
   * @return whether any picture is recorded
   */
  public boolean indexStamps() {
    return database.write(
        sql -> {
          sql.update("DROP TABLE IF EXISTS temp.picture_stamps");
          sql.update(
              """
              CREATE TEMP TABLE picture_stamps AS
              SELECT id, size_bytes, mtime_ns FROM own_images WHERE size_bytes >= 0
              """);
          sql.update(
              "CREATE INDEX temp.picture_stamps_time ON picture_stamps (mtime_ns, size_bytes)");
          return sql.number("SELECT EXISTS (SELECT 1 FROM temp.picture_stamps)") == 1;
        });
  }

  /** The pictures with the size and the time of this stamp, in the order of their paths. */
  public List<OwnImage> withStampOf(FileStamp stamp, int limit) {
    return database.query(
        sql ->
            sql.list(
                SELECT
                    + """
                    WHERE id IN (
                      SELECT id FROM temp.picture_stamps WHERE mtime_ns = ? AND size_bytes = ?
                    )
                    ORDER BY path LIMIT ?
                    """,
                OwnImages::image,
                stamp.mtimeNs(),
                stamp.sizeBytes(),
                limit));
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
        row.getLong("beside_ns"),
        row.getString("tool"),
        row.getLong("models"),
        row.getString("failure"),
        row.getString("problem"),
        row.getString("missing_since"));
  }

  /** A model that a picture names, from a row of own_image_models. */
  static ModelMention mention(ResultSet row) throws SQLException {
    return new ModelMention(
        ModelKind.ofWord(row.getString("type")),
        row.getString("name"),
        row.getString("hash"),
        ModelMatch.ofWord(row.getString("hash_kind")),
        Sql.nullableDouble(row, "weight"),
        Sql.nullableLong(row, "civitai_version_id"),
        Sql.nullableLong(row, "civitai_model_id"),
        row.getString("air"),
        row.getString("url"));
  }

  /** Records the new paths of pictures, and marks them as present. */
  public void move(Map<OwnImage, String> paths) {
    database.change(
        sql -> {
          for (Map.Entry<OwnImage, String> move : paths.entrySet()) {
            // Another tsr may have recorded the new path since.
            sql.update(
                "UPDATE OR IGNORE own_images SET path = ?, missing_since = NULL WHERE id = ?",
                move.getValue(),
                move.getKey().id());
          }
        });
  }

  /** Marks pictures as missing from now on. */
  public void markMissing(Collection<OwnImage> images) {
    each(
        images,
        "UPDATE own_images SET missing_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?");
  }

  /** Removes the missing mark of pictures that are present again. */
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
