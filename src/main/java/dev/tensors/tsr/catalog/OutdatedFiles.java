package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds linked files whose model has a newer version that the user does not have. */
public final class OutdatedFiles {

  /**
   * A linked file, its version, and the newest version.
   *
   * @param modelId CivitAI's id
   * @param isMature whether CivitAI marks the model as not safe for work
   * @param baseModel of the file's version
   * @param versionId CivitAI's id
   * @param latest the newest version that can be downloaded
   */
  public record OutdatedFile(
      String filePath,
      long modelId,
      String modelName,
      boolean isMature,
      @Nullable String baseModel,
      long versionId,
      String versionName,
      Latest latest) {}

  /**
   * A version that can be downloaded, and the file that CivitAI offers first.
   *
   * @param id CivitAI's id
   * @param publishedAt ISO 8601, UTC
   * @param sha256 upper case hex
   */
  public record Latest(
      long id,
      String name,
      @Nullable String baseModel,
      @Nullable String publishedAt,
      @Nullable String downloadUrl,
      @Nullable String fileName,
      @Nullable Long sizeBytes,
      @Nullable String sha256) {}

  private static final String OUTDATED =
      """
      SELECT f.file_path, m.civitai_id AS model_id, m.name AS model_name, m.nsfw, v.base_model,
        v.civitai_id AS version_id, v.name AS version_name,
        n.civitai_id AS latest_id, n.name AS latest_name, n.base_model AS latest_base,
        n.published_at, coalesce(nullif(n.download_url, ''), nf.download_url) AS download_url,
        nf.name AS file_name, CAST(round(nf.size_kb * 1024) AS INTEGER) AS size_bytes,
        (SELECT upper(hash_value) FROM file_hashes
           WHERE file_id = nf.id AND hash_type = 'SHA256') AS sha256
      FROM local_files f
      JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      JOIN models m ON m.id = v.model_id
      JOIN model_versions n ON n.id = %s
      LEFT JOIN version_files nf ON nf.id = (
        SELECT id FROM version_files WHERE version_id = n.id AND %s
        ORDER BY is_primary DESC, coalesce(type, 'Model') LIKE '%%Model' DESC, id LIMIT 1
      )
      WHERE f.missing_since IS NULL AND %s
      ORDER BY f.file_path
      """;

  /** SQL: excludes training data and settings from the files of a version. */
  private static final String IS_FOR_USE =
      "coalesce(type, 'Model') NOT IN ('Training Data', 'Config')";

  private final Database database;

  public OutdatedFiles(Database database) {
    this.database = database;
  }

  /**
   * Passes each outdated file to the consumer, in the order of their paths.
   *
   * @param anyBase whether versions for other base models count, too
   * @return the number of outdated files
   */
  public int each(boolean anyBase, Consumer<? super OutdatedFile> consumer) {
    String outdated = OUTDATED.formatted(newest(anyBase), IS_FOR_USE, IS_NOT_HERE);
    return database.query(sql -> sql.each(outdated, OutdatedFiles::file, consumer));
  }

  /**
   * SQL, where v is a version: the row id of the newest version that is newer than v and can be
   * downloaded. Nothing can be downloaded of a model that is gone, archived or taken down.
   */
  static String newest(boolean anyBase) {
    return """
    (
      SELECT c.id FROM model_versions c
      WHERE c.model_id = v.model_id AND c.version_index IS NOT NULL
        AND (c.version_index < v.version_index
          OR (v.version_index IS NULL AND c.published_at > v.published_at))
        AND (%s OR c.base_model IS v.base_model)
        AND coalesce(c.status, 'Published') = 'Published'
        AND coalesce(c.availability, 'Public') = 'Public'
        AND coalesce(c.usage_control, 'Download') = 'Download'
        AND (c.download_url <> ''
          OR EXISTS (SELECT 1 FROM version_files WHERE version_id = c.id AND %s))
        AND NOT EXISTS (
          SELECT 1 FROM models WHERE id = v.model_id
            AND (gone_at IS NOT NULL OR mode IN ('Archived', 'TakenDown'))
        )
      ORDER BY c.version_index LIMIT 1
    )"""
        .formatted(anyBase, IS_FOR_USE);
  }

  /** SQL, where n is a version: no present file is linked to it, or has the hash of its model. */
  static final String IS_NOT_HERE =
      """
      NOT EXISTS (
        SELECT 1 FROM local_files got
        WHERE got.civitai_version_id = n.civitai_id AND got.missing_since IS NULL
      ) AND NOT EXISTS (
        SELECT 1 FROM version_files nf
        JOIN file_hashes nh ON nh.file_id = nf.id AND nh.hash_type = 'SHA256'
        JOIN local_files got ON got.sha256 = nh.hash_value AND got.missing_since IS NULL
        WHERE nf.version_id = n.id AND coalesce(nf.type, 'Model') LIKE '%Model'
      )""";

  private static OutdatedFile file(ResultSet row) throws SQLException {
    return new OutdatedFile(
        row.getString("file_path"),
        row.getLong("model_id"),
        row.getString("model_name"),
        row.getBoolean("nsfw"),
        row.getString("base_model"),
        row.getLong("version_id"),
        row.getString("version_name"),
        new Latest(
            row.getLong("latest_id"),
            row.getString("latest_name"),
            row.getString("latest_base"),
            row.getString("published_at"),
            row.getString("download_url"),
            row.getString("file_name"),
            Sql.nullableLong(row, "size_bytes"),
            row.getString("sha256")));
  }
}
