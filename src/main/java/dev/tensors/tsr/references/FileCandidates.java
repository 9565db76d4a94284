package dev.tensors.tsr.references;

import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the recorded files and the files at CivitAI that a mention may mean. */
public final class FileCandidates {

  /** A file with the type of its model, as far as it is known. */
  record Candidate(MatchedFile file, @Nullable String type) {}

  /**
   * SQL, with m and v: the address to download a version, as CivitAI told it, unless CivitAI no
   * longer has it.
   */
  private static final String AVAILABLE =
      """
      CASE WHEN m.gone_at IS NULL AND v.gone_at IS NULL
        AND coalesce(m.mode, '') NOT IN ('Archived', 'TakenDown')
        AND m.fetched_at IS NOT NULL AND v.version_index IS NOT NULL THEN %s END""";

  private static final String RECORDED =
      """
      SELECT f.id, f.file_path, f.sha256, f.size_bytes, f.missing_since IS NOT NULL AS missing,
        f.civitai_model_id AS model_id, f.civitai_version_id AS version_id, k.type,
        coalesce(f.type, k.type) AS file_type,
        m.name AS model_name, v.name AS version_name, coalesce(m.nsfw, 0) AS nsfw,
        %s AS download_url
      FROM local_files f
      JOIN v_known_identity k ON k.local_file_id = f.id
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      WHERE f.id IN (SELECT value FROM json_each(?))
      ORDER BY f.missing_since IS NOT NULL, f.file_path
      """
          .formatted(
              AVAILABLE.formatted(
                  """
                  coalesce(
                    (SELECT nullif(own.download_url, '') FROM version_files own
                       JOIN file_hashes h ON h.file_id = own.id AND h.hash_type = 'SHA256'
                       WHERE own.version_id = v.id AND own.fetched_at IS NOT NULL
                         AND h.hash_value = f.sha256),
                    v.download_url)"""));

  /** SQL, with v: of several versions the one published first, then the one with the lowest id. */
  public static final String PUBLISHED_FIRST =
      " ORDER BY v.published_at IS NULL, v.published_at, v.civitai_id";

  private static final String VERSION_COLUMNS =
      """
      SELECT v.id AS version_row, v.civitai_id AS version_id, v.name AS version_name,
        m.civitai_id AS model_id, m.name AS model_name, m.nsfw, m.type,
        f.type AS file_kind,
        %s AS download_url,
        f.name AS file_name, CAST(round(f.size_kb * 1024) AS INTEGER) AS size_bytes,
        (SELECT upper(hash_value) FROM file_hashes
           WHERE file_id = f.id AND hash_type = 'SHA256') AS sha256
      """
          .formatted(
              AVAILABLE.formatted(
                  """
                  CASE WHEN f.id IS NULL OR f.fetched_at IS NOT NULL
                    THEN coalesce(nullif(f.download_url, ''), nullif(v.download_url, '')) END"""));

  private static final String VERSION_FILES =
      VERSION_COLUMNS
          + """
          FROM version_files f
          JOIN model_versions v ON v.id = f.version_id
          JOIN models m ON m.id = v.model_id
          WHERE f.id IN (SELECT value FROM json_each(?))
          """
          + PUBLISHED_FIRST;

  private static final String VERSION =
      VERSION_COLUMNS
          + """
          FROM model_versions v
          JOIN models m ON m.id = v.model_id
          LEFT JOIN version_files f ON f.id = (
            SELECT id FROM version_files WHERE version_id = v.id
              AND %s
            ORDER BY fetched_at IS NULL, is_primary DESC, %s DESC, id LIMIT 1
          )
          WHERE v.civitai_id = ?
          """
              .formatted(VersionFileType.isForUse("type"), VersionFileType.isModel("type"));

  /** Recorded files that are linked to the versions of files at CivitAI. */
  private static final String LINKED =
      """
      SELECT f.id FROM version_files n
      JOIN model_versions v ON v.id = n.version_id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE n.id IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR f.link_match = ?2)
      """;

  private FileCandidates() {}

  /** Recorded files by their rows: those that are here first, in the order of their paths. */
  static List<Candidate> recorded(Sql sql, Collection<Long> rows, ModelMatch match)
      throws SQLException {
    return rows.isEmpty()
        ? List.of()
        : sql.list(RECORDED, row -> recorded(row, match), Sql.array(rows));
  }

  private static Candidate recorded(ResultSet row, ModelMatch match) throws SQLException {
    String path = row.getString("file_path");
    return candidate(
        row,
        match,
        row.getLong("id"),
        row.getBoolean("missing") ? null : path,
        ModelFileName.withoutFolders(path),
        row.getString("file_type"));
  }

  /** Files at CivitAI by their rows: of the version that was published first, first. */
  static List<Candidate> atCivitai(Sql sql, Collection<Long> rows, ModelMatch match)
      throws SQLException {
    return rows.isEmpty()
        ? List.of()
        : sql.list(VERSION_FILES, row -> atCivitai(row, match), Sql.array(rows));
  }

  /** The file that CivitAI offers first of a version; none if the version is not cached. */
  static List<Candidate> ofVersion(Sql sql, long versionId, ModelMatch match) throws SQLException {
    return sql.list(VERSION, row -> atCivitai(row, match), versionId);
  }

  private static Candidate atCivitai(ResultSet row, ModelMatch match) throws SQLException {
    return candidate(
        row,
        match,
        null,
        null,
        row.getString("file_name"),
        VersionFileType.ofFile(row.getString("file_kind"), row.getString("type")));
  }

  private static Candidate candidate(
      ResultSet row,
      ModelMatch match,
      @Nullable Long fileId,
      @Nullable String path,
      @Nullable String name,
      @Nullable String type)
      throws SQLException {
    return new Candidate(
        new MatchedFile(
            match,
            fileId,
            path,
            Sql.nullableLong(row, "model_id"),
            Sql.nullableLong(row, "version_id"),
            row.getString("model_name"),
            row.getString("version_name"),
            row.getBoolean("nsfw"),
            row.getString("download_url"),
            name,
            Sql.nullableLong(row, "size_bytes"),
            row.getString("sha256"),
            type),
        row.getString("type"));
  }

  /** Models without a version: nothing says which one is meant. */
  static List<Candidate> models(Sql sql, String where, Object value, ModelMatch match)
      throws SQLException {
    return sql.list(
        "SELECT civitai_id, name, nsfw, type FROM models WHERE " + where,
        row ->
            new Candidate(
                MatchedFile.ofModel(match, row.getLong(1), row.getString(2), row.getBoolean(3)),
                row.getString(4)),
        value);
  }

  /**
   * Recorded files that are linked to the versions of files at CivitAI.
   *
   * @param atCivitai rows of version_files
   * @param link how the link is known; null: in any way
   */
  static List<Long> linked(Sql sql, Collection<Long> atCivitai, @Nullable LinkMatch link)
      throws SQLException {
    return atCivitai.isEmpty()
        ? List.of()
        : sql.numbers(LINKED, Sql.array(atCivitai), link == null ? null : link.word());
  }

  /** The files that are here. */
  static List<MatchedFile> here(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::file).filter(MatchedFile::isHere).toList();
  }

  /** The first file, which is known and not here. */
  static List<MatchedFile> first(List<Candidate> candidates) {
    return candidates.stream().limit(1).map(Candidate::file).toList();
  }
}
