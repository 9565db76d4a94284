package dev.tensors.tsr.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which file is which version at CivitAI, and what CivitAI did not know. */
public final class Links {

  private static final String TARGETS =
      """
      SELECT id, file_path, sha256, civitai_version_id FROM local_files
      WHERE missing_since IS NULL
      """;

  private static final String VERSIONS =
      """
      SELECT m.civitai_id AS model_id, v.civitai_id AS version_id, v.name, m.name AS model_name
      FROM model_versions v JOIN models m ON m.id = v.model_id
      """;

  private final Database database;

  public Links(Database database) {
    this.database = database;
  }

  /**
   * The files that are there.
   *
   * @param alsoLinked whether to include those that are linked already
   */
  public List<LinkTarget> targets(boolean alsoLinked) {
    String unlinked = alsoLinked ? "" : "AND civitai_version_id IS NULL ";
    return database.query(
        sql -> sql.list(TARGETS + unlinked + "ORDER BY file_path", Links::target));
  }

  /** One file, linked or not. */
  public Optional<LinkTarget> target(long id) {
    return database.query(sql -> sql.first(TARGETS + "AND id = ?", Links::target, id));
  }

  private static LinkTarget target(ResultSet row) throws SQLException {
    return new LinkTarget(
        row.getLong("id"),
        row.getString("file_path"),
        row.getString("sha256"),
        Sql.nullableLong(row, "civitai_version_id"));
  }

  /**
   * The cached version that has a file with this SHA-256. Of several the one published first, then
   * the lowest id.
   */
  public Optional<VersionName> byHash(String sha256) {
    return database.query(
        sql ->
            sql.first(
                VERSIONS
                    + """
                    JOIN version_files f ON f.version_id = v.id
                    JOIN file_hashes h ON h.file_id = f.id
                    WHERE h.hash_value = ? AND h.hash_type = 'SHA256'
                    ORDER BY v.published_at IS NULL, v.published_at, v.civitai_id LIMIT 1
                    """,
                Links::version,
                sha256));
  }

  /** Of these versions the one published first, then the lowest id; empty if none is cached. */
  public Optional<VersionName> first(Collection<Long> versionIds) {
    if (versionIds.isEmpty()) {
      return Optional.empty();
    }
    return database.query(
        sql -> {
          String marks = "?, ".repeat(versionIds.size() - 1) + "?";
          return sql.first(
              VERSIONS
                  + "WHERE v.civitai_id IN ("
                  + marks
                  + ") ORDER BY v.published_at IS NULL, v.published_at, v.civitai_id LIMIT 1",
              Links::version,
              versionIds.toArray());
        });
  }

  private static VersionName version(ResultSet row) throws SQLException {
    return new VersionName(
        row.getLong("model_id"),
        row.getLong("version_id"),
        row.getString("name"),
        row.getString("model_name"));
  }

  /**
   * Links a file to a version.
   *
   * @return false if the file has changed or was forgotten since it was looked up
   */
  public boolean link(LinkTarget file, VersionName version) {
    return database.write(
        sql ->
            sql.update(
                    """
                UPDATE local_files SET civitai_model_id = ?, civitai_version_id = ?,
                  updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                WHERE id = ? AND sha256 = ?
                """,
                    version.modelId(), version.versionId(), file.id(), file.sha256())
                == 1);
  }

  /** Remembers that CivitAI did not know these. */
  public void rememberUnknown(Collection<String> sha256s, String now) {
    database.write(
        sql -> {
          for (String sha256 : sha256s) {
            sql.update(
                """
                INSERT INTO unknown_hashes (sha256, asked_at) VALUES (?, ?)
                ON CONFLICT (sha256) DO UPDATE SET asked_at = excluded.asked_at
                """,
                sha256,
                now);
          }
          return null;
        });
  }

  /** Forgets that CivitAI did not know these. */
  public void forgetUnknown(Collection<String> sha256s) {
    database.write(
        sql -> {
          for (String sha256 : sha256s) {
            sql.update("DELETE FROM unknown_hashes WHERE sha256 = ?", sha256);
          }
          return null;
        });
  }

  /** What CivitAI did not know when it was asked after that time; ISO 8601, UTC. */
  public Set<String> unknownSince(String time) {
    return database.query(
        sql ->
            new HashSet<>(
                sql.list(
                    "SELECT sha256 FROM unknown_hashes WHERE asked_at > ?",
                    row -> row.getString(1),
                    time)));
  }
}
