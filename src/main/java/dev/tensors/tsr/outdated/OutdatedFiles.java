package dev.tensors.tsr.outdated;

import dev.tensors.tsr.library.IgnoredVersions;
import dev.tensors.tsr.library.NewerVersions;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds linked files whose model has a newer version that the user neither has nor ignores. */
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
      String path,
      long modelId,
      String modelName,
      boolean isMature,
      @Nullable String baseModel,
      long versionId,
      String versionName,
      Latest latest) {}

  /**
   * A version that can be downloaded, and the file that CivitAI offers first, as CivitAI itself
   * told it: what only a sidecar knows of it is left out.
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
        n.published_at,
        CASE WHEN m.fetched_at IS NOT NULL
          THEN coalesce(nullif(n.download_url, ''), nf.download_url) END AS download_url,
        nf.name AS file_name, CAST(round(nf.size_kb * 1024) AS INTEGER) AS size_bytes,
        (SELECT upper(hash_value) FROM file_hashes
           WHERE file_id = nf.id AND hash_type = 'SHA256') AS sha256
      FROM local_files f
      JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      JOIN models m ON m.id = v.model_id
      JOIN model_versions n ON n.id = %s
      LEFT JOIN version_files nf ON nf.id = (
        SELECT id FROM version_files
        WHERE version_id = n.id AND fetched_at IS NOT NULL AND %s
        ORDER BY is_primary DESC, %s DESC, id LIMIT 1
      )
      WHERE f.missing_since IS NULL AND %s
      ORDER BY f.file_path
      """;

  /** Begins with the few versions that must be paid for. */
  private static final String PAID =
      """
      SELECT count(*) FROM model_versions n
      CROSS JOIN model_versions v ON v.model_id = n.model_id
      CROSS JOIN local_files f ON f.civitai_version_id = v.civitai_id AND f.missing_since IS NULL
      WHERE %s AND %s AND n.id = %s AND %s
      """;

  /** Begins with the few models that are ignored. */
  private static final String IGNORED =
      """
      SELECT count(*) FROM ignored_versions i
      JOIN models m ON m.civitai_id = i.model_id
      JOIN model_versions v ON v.model_id = m.id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id AND f.missing_since IS NULL
      JOIN model_versions n ON n.id = %s
      WHERE %s AND %s
      """;

  private final Database database;

  public OutdatedFiles(Database database) {
    this.database = database;
  }

  /**
   * Passes each outdated file to the consumer, in the order of their paths.
   *
   * @param anyBase whether versions for other base models count, too
   * @param paid whether versions that must be paid for, or are in early access, count, too
   * @return the number of outdated files
   */
  public int each(boolean anyBase, boolean paid, Consumer<? super OutdatedFile> consumer) {
    String outdated =
        OUTDATED.formatted(
            NewerVersions.newest(anyBase, paid),
            VersionFileType.isForUse("type"),
            VersionFileType.isModel("type"),
            NewerVersions.IS_NOT_HERE);
    return database.query(sql -> sql.each(outdated, OutdatedFiles::file, consumer));
  }

  /**
   * The number of files that {@link #each} leaves out because their newest version is ignored.
   *
   * @param anyBase whether versions for other base models count, too
   * @param paid whether versions that must be paid for count, too
   */
  public long countIgnored(boolean anyBase, boolean paid) {
    return database.query(
        sql ->
            sql.number(
                IGNORED.formatted(
                    NewerVersions.newestOrIgnored(anyBase, paid),
                    NewerVersions.IS_NOT_HERE,
                    IgnoredVersions.hides("n"))));
  }

  /**
   * The number of files whose newest version must be paid for, or is in early access.
   *
   * @param anyBase whether versions for other base models count, too
   */
  public long countPaid(boolean anyBase) {
    return database.query(
        sql ->
            sql.number(
                PAID.formatted(
                    NewerVersions.mayBePaid("n"),
                    NewerVersions.isPaid("n"),
                    NewerVersions.newest(anyBase, true),
                    NewerVersions.IS_NOT_HERE)));
  }

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
