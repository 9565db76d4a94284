package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.references.FileCandidates;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks up cached versions by hash, by id, and by model. */
public final class CachedVersions {

  private static final String VERSIONS =
      """
      SELECT m.civitai_id AS model_id, v.civitai_id AS version_id, v.name, m.name AS model_name
      FROM model_versions v JOIN models m ON m.id = v.model_id
      """;

  private static final String WITH_HASH =
      """
      JOIN version_files f ON f.version_id = v.id
      JOIN file_hashes h ON h.file_id = f.id
      WHERE\s""";

  private final Database database;

  public CachedVersions(Database database) {
    this.database = database;
  }

  /**
   * The cached version that has a file with this SHA-256. Of several versions the one published
   * first, then the one with the lowest id.
   */
  public Optional<VersionName> bySha256(String sha256) {
    return first(WITH_HASH + "h.hash_value = ? AND h.hash_type = 'SHA256'", sha256);
  }

  /**
   * The cached version that has a file with these weights; of several as {@link #bySha256} chooses.
   *
   * @param weightsSha256 of all bytes after the header, upper case hex
   */
  public Optional<VersionName> byWeights(String weightsSha256) {
    return first(
        WITH_HASH + "h.hash_value IN (?, ?) AND h.hash_type = 'AutoV3'",
        ModelHash.autoV3(weightsSha256),
        weightsSha256);
  }

  /**
   * The version among these ids, CivitAI's, that {@link #bySha256} would choose; empty if none is
   * cached.
   */
  public Optional<VersionName> firstPublished(Collection<Long> versionIds) {
    return first("WHERE v.civitai_id IN (SELECT value FROM json_each(?))", Sql.array(versionIds));
  }

  private Optional<VersionName> first(String condition, Object... values) {
    return database.query(
        sql ->
            sql.first(
                VERSIONS + condition + FileCandidates.PUBLISHED_FIRST + " LIMIT 1",
                CachedVersions::version,
                values));
  }

  /** The version with this id at CivitAI; empty if it is not cached. */
  public Optional<VersionName> byId(long versionId) {
    return database.query(
        sql -> sql.first(VERSIONS + "WHERE v.civitai_id = ?", CachedVersions::version, versionId));
  }

  /**
   * The cached versions of a model, the latest first. Versions that CivitAI no longer has come
   * last.
   *
   * @param modelId CivitAI's id
   */
  public List<VersionName> ofModel(long modelId) {
    return database.query(
        sql ->
            sql.list(
                VERSIONS
                    + "WHERE m.civitai_id = ? ORDER BY v.version_index IS NULL, v.version_index, v.id",
                CachedVersions::version,
                modelId));
  }

  public static VersionName version(ResultSet row) throws SQLException {
    return new VersionName(
        row.getLong("model_id"),
        row.getLong("version_id"),
        row.getString("name"),
        row.getString("model_name"));
  }
}
