package dev.tensors.tsr.answers;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.versions.IgnoredVersions;
import dev.tensors.tsr.library.versions.NewerVersions;
import dev.tensors.tsr.model.Licence;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up the models that files are linked to. */
public final class LinkedModels {

  /**
   * The model and version that a file is linked to, as cached.
   *
   * @param type CivitAI's
   * @param baseModel CivitAI's word for the version
   * @param isModelItself false where the file is another one of the version, such as a VAE beside a
   *     checkpoint
   * @param description of the model, HTML
   * @param versionDescription of the version, HTML
   * @param publishedAt of the version, ISO 8601, UTC
   * @param downloads null: not known
   * @param thumbsUp null: not known
   * @param goneAt since when CivitAI no longer has the model or the version
   * @param filledFrom the source that told of the model, where CivitAI never did: archive; null:
   *     none
   * @param filledAsOf when that source had it from CivitAI, ISO 8601, UTC
   * @param versions all versions of the model, the latest first
   */
  public record LinkedModel(
      String type,
      @Nullable String baseModel,
      boolean isModelItself,
      @Nullable String description,
      @Nullable String versionDescription,
      @Nullable String publishedAt,
      @Nullable Long downloads,
      @Nullable Long thumbsUp,
      Licence licence,
      @Nullable String goneAt,
      @Nullable String filledFrom,
      @Nullable String filledAsOf,
      List<Version> versions) {

    /** Who told of the model, as sentences call it. */
    public String teller() {
      if (filledFrom == null) {
        return "CivitAI";
      }
      return LinkSource.CIVARCHIVE.word().equals(filledFrom) ? "CivArchive" : "the offline archive";
    }

    /**
     * A version of the model.
     *
     * @param id CivitAI's
     * @param isLatest whether it is the first in its creator's order
     * @param isIgnored whether it is newer than the file's version, not here, and not to be shown
     *     as newer
     * @param isNewer whether it is the version that outdated offers for the file
     * @param price paid or early access, with its last day where that is known; null: free, or not
     *     known
     * @param localFiles the paths of the present files that are linked to it or have its hash
     */
    public record Version(
        long id,
        String name,
        @Nullable String baseModel,
        @Nullable String publishedAt,
        boolean isLatest,
        boolean isIgnored,
        boolean isNewer,
        @Nullable String price,
        List<String> localFiles) {}
  }

  /** The columns of a {@link LinkedModel}, where m is the model and v the version. */
  public static final String COLUMNS =
      """
      m.id AS model_row, v.civitai_id AS version_id, m.type, m.description,
        %s AS download_count, %s AS thumbs_up_count,
        m.allow_no_credit, m.allow_commercial_use, m.allow_derivatives, m.allow_different_license,
        v.base_model, v.description AS version_description, v.published_at,
        coalesce(m.gone_at, v.gone_at) AS gone_at, m.filled_from, m.filled_as_of
      """
          .formatted(CivitaiCounts.of("m.download_count"), CivitaiCounts.of("m.thumbs_up_count"));

  private static final String MODEL =
      """
      SELECT %s,
        EXISTS (
          SELECT 1 FROM version_files vf JOIN file_hashes h ON h.file_id = vf.id
          WHERE vf.version_id = v.id AND NOT %s
            AND h.hash_type = 'SHA256' AND h.hash_value = f.sha256
        ) AS is_beside
      FROM local_files f
      JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      WHERE f.id = ?
      """
          .formatted(COLUMNS, VersionFileType.isModel("vf.type"));

  private static final String VERSIONS =
      """
      SELECT c.id, c.civitai_id, c.name, c.base_model, c.published_at,
        c.version_index IS 0 AS is_latest,
        c.version_index < coalesce(v.version_index, 1e9) AND %s AS is_ignored,
        c.id IS %s AS is_newer,
        CASE
          WHEN %s THEN 'paid'
          WHEN %s THEN 'early access' || coalesce(' until ' || substr(c.early_access_ends_at, 1, 10), '')
        END AS price
      FROM model_versions c
      LEFT JOIN model_versions v ON v.civitai_id = ?2
      WHERE c.model_id = ?1
      ORDER BY c.version_index IS NULL, c.version_index, c.id
      """
          .formatted(
              IgnoredVersions.hides("c"),
              NewerVersions.newest(false, false),
              NewerVersions.isSold("c"),
              NewerVersions.isPaid("c"));

  private static final String FILES =
      """
      SELECT f.file_path FROM local_files f
      WHERE f.civitai_version_id = ?1 AND f.missing_since IS NULL
      UNION
      SELECT f.file_path FROM version_files vf
      JOIN file_hashes h ON h.file_id = vf.id AND h.hash_type = 'SHA256'
      JOIN local_files f ON f.sha256 = h.hash_value
      WHERE vf.version_id = ?2 AND %s
        AND f.missing_since IS NULL
      ORDER BY 1
      """
          .formatted(VersionFileType.isModel("vf.type"));

  private final Sql sql;

  public LinkedModels(Sql sql) {
    this.sql = sql;
  }

  /** The cached model that a file is linked to. */
  public Optional<LinkedModel> of(LocalFile file) throws SQLException {
    return sql.first(MODEL, row -> model(row, row.getBoolean("is_beside")), file.id());
  }

  /** The model of a row that has the {@link #COLUMNS}. */
  public LinkedModel model(ResultSet row, boolean isBeside) throws SQLException {
    return new LinkedModel(
        row.getString("type"),
        row.getString("base_model"),
        !isBeside,
        row.getString("description"),
        row.getString("version_description"),
        row.getString("published_at"),
        Sql.nullableLong(row, "download_count"),
        Sql.nullableLong(row, "thumbs_up_count"),
        new Licence(
            truth(row, "allow_no_credit"),
            row.getString("allow_commercial_use"),
            truth(row, "allow_derivatives"),
            truth(row, "allow_different_license")),
        row.getString("gone_at"),
        row.getString("filled_from"),
        row.getString("filled_as_of"),
        versions(row.getLong("model_row"), Sql.nullableLong(row, "version_id")));
  }

  private static @Nullable Boolean truth(ResultSet row, String column) throws SQLException {
    Long value = Sql.nullableLong(row, column);
    return value == null ? null : value != 0;
  }

  private List<LinkedModel.Version> versions(long modelRow, @Nullable Long own)
      throws SQLException {
    return sql.list(VERSIONS, this::version, modelRow, own);
  }

  private LinkedModel.Version version(ResultSet row) throws SQLException {
    List<String> files =
        sql.list(FILES, file -> file.getString(1), row.getLong("civitai_id"), row.getLong("id"));
    return new LinkedModel.Version(
        row.getLong("civitai_id"),
        row.getString("name"),
        row.getString("base_model"),
        row.getString("published_at"),
        row.getBoolean("is_latest"),
        row.getBoolean("is_ignored") && files.isEmpty(),
        row.getBoolean("is_newer") && files.isEmpty(),
        row.getString("price"),
        files);
  }
}
