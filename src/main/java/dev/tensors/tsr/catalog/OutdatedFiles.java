package dev.tensors.tsr.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Finds linked files whose model has a newer version, which the user has not got. */
public final class OutdatedFiles {

  /**
   * A file with the version it is and the one that is newer.
   *
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id
   * @param latestVersionId CivitAI's id of the newest version that can be had
   * @param publishedAt when that one was published, ISO 8601, UTC; null if CivitAI does not tell
   * @param downloadUrl of that one; null if CivitAI does not tell
   */
  public record OutdatedFile(
      String filePath,
      long modelId,
      String modelName,
      String baseModel,
      long versionId,
      String versionName,
      long latestVersionId,
      String latestVersionName,
      String publishedAt,
      String downloadUrl) {}

  private final Database database;

  public OutdatedFiles(Database database) {
    this.database = database;
  }

  /**
   * Hands over each outdated file, by path.
   *
   * @param anyBase whether a version for another base model counts as newer, too
   * @return how many there were
   */
  public int each(boolean anyBase, Consumer<? super OutdatedFile> consumer) {
    return database.query(
        sql ->
            sql.each(
                """
              SELECT f.file_path, m.civitai_id AS model_id, m.name AS model_name, v.base_model,
                v.civitai_id AS version_id, v.name AS version_name,
                n.civitai_id AS latest_id, n.name AS latest_name, n.published_at, n.download_url
              FROM local_files f
              JOIN model_versions v ON v.civitai_id = f.civitai_version_id
              JOIN models m ON m.id = v.model_id
              JOIN model_versions n ON n.id = %s
              WHERE f.missing_since IS NULL AND m.gone_at IS NULL AND %s
              ORDER BY f.file_path
              """
                    .formatted(newest(anyBase), IS_NOT_HERE),
                OutdatedFiles::file,
                consumer));
  }

  /** In SQL, where v is a version: the row id of the newest one that is newer and can be had. */
  static String newest(boolean anyBase) {
    return """
    (
      SELECT c.id FROM model_versions c
      WHERE c.model_id = v.model_id AND c.version_index IS NOT NULL
        AND (c.version_index < v.version_index
          OR (v.version_index IS NULL AND c.published_at > v.published_at))
        AND (%s OR c.base_model IS v.base_model)
        AND coalesce(c.availability, 'Public') = 'Public'
        AND coalesce(c.usage_control, 'Download') = 'Download'
      ORDER BY c.version_index LIMIT 1
    )"""
        .formatted(anyBase);
  }

  /** In SQL, where n is a version: whether the user has no file of it, under whatever link. */
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
        row.getString("base_model"),
        row.getLong("version_id"),
        row.getString("version_name"),
        row.getLong("latest_id"),
        row.getString("latest_name"),
        row.getString("published_at"),
        row.getString("download_url"));
  }
}
