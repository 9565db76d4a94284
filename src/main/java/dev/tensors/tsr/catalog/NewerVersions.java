package dev.tensors.tsr.catalog;

/** SQL that finds newer versions which can be downloaded. */
final class NewerVersions {

  /**
   * SQL, where c is a version: it can be downloaded. Nothing can be downloaded of a model that is
   * gone, archived or taken down.
   */
  static final String IS_DOWNLOADABLE =
      """
      coalesce(c.status, 'Published') = 'Published'
        AND coalesce(c.availability, 'Public') = 'Public'
        AND coalesce(c.usage_control, 'Download') = 'Download'
        AND (c.download_url <> ''
          OR EXISTS (SELECT 1 FROM version_files WHERE version_id = c.id AND %s))
        AND NOT EXISTS (
          SELECT 1 FROM models WHERE id = c.model_id
            AND (gone_at IS NOT NULL OR mode IN ('Archived', 'TakenDown'))
        )"""
          .formatted(VersionFileType.isForUse("type"));

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
        WHERE nf.version_id = n.id AND %s
      )"""
          .formatted(VersionFileType.isModel("nf.type"));

  private NewerVersions() {}

  /**
   * SQL, where v is a version: the row id of the newest version that is newer than v, can be
   * downloaded and is not ignored.
   *
   * @param anyBase whether versions for other base models count, too
   */
  static String newest(boolean anyBase) {
    return newest(anyBase, "NOT " + IgnoredVersions.hides("c"));
  }

  /** As {@link #newest}, also of versions that are ignored. */
  static String newestOrIgnored(boolean anyBase) {
    return newest(anyBase, "true");
  }

  private static String newest(boolean anyBase, String condition) {
    return """
    (
      SELECT c.id FROM model_versions c
      WHERE c.model_id = v.model_id AND c.version_index IS NOT NULL
        AND (c.version_index < v.version_index
          OR (v.version_index IS NULL AND c.published_at > v.published_at))
        AND (%s OR c.base_model IS v.base_model)
        AND %s
        AND %s
      ORDER BY c.version_index LIMIT 1
    )"""
        .formatted(anyBase, IS_DOWNLOADABLE, condition);
  }
}
