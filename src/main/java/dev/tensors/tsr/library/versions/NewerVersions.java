package dev.tensors.tsr.library.versions;

import dev.tensors.tsr.model.VersionFileType;

/** SQL that finds newer versions which can be downloaded. */
public final class NewerVersions {

  /**
   * SQL, where c is a version: it can be downloaded. Nothing can be downloaded of a model that is
   * gone, archived or taken down.
   */
  static final String IS_DOWNLOADABLE =
      """
      coalesce(c.status, 'Published') = 'Published'
        AND coalesce(c.availability, 'Public') IN ('Public', 'EarlyAccess')
        AND coalesce(c.usage_control, 'Download') = 'Download'
        AND (c.download_url <> ''
          OR EXISTS (SELECT 1 FROM version_files WHERE version_id = c.id AND %s))
        AND NOT EXISTS (
          SELECT 1 FROM models WHERE id = c.model_id
            AND (gone_at IS NOT NULL OR mode IN ('Archived', 'TakenDown'))
        )"""
          .formatted(VersionFileType.isForUse("type"));

  /** SQL, where n is a version: no present file is linked to it, or has the hash of its model. */
  public static final String IS_NOT_HERE =
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
   * SQL: a version has a price for ever.
   *
   * @param version its row's name
   */
  public static String isSold(String version) {
    return """
    CASE WHEN json_valid(%1$s.paid_access) THEN json_extract(%1$s.paid_access, '$.permanent') END IS 1"""
        .formatted(version);
  }

  /**
   * SQL: a version must be paid for, or is in early access, which has not ended. One of which
   * CivitAI tells nothing is free.
   *
   * @param version its row's name
   */
  public static String isPaid(String version) {
    return """
    (%2$s OR CASE WHEN %1$s.early_access_ends_at IS NULL THEN %1$s.availability IS 'EarlyAccess'
      ELSE %1$s.early_access_ends_at > strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', 'now') END)"""
        .formatted(version, isSold(version));
  }

  /**
   * SQL: a version is the newest of its model for its base model, and must be paid for or is in
   * early access.
   *
   * @param version its row's name
   */
  public static String isNewestAndPaid(String version) {
    return """
    %2$s AND %3$s AND NOT EXISTS (
      SELECT 1 FROM model_versions later
      WHERE later.model_id = %1$s.model_id AND later.base_model IS %1$s.base_model
        AND later.version_index < %1$s.version_index)"""
        .formatted(version, mayBePaid(version), isPaid(version));
  }

  /** SQL, where v is a version: a newer version of its model for its base model is here. */
  public static String isNewerHere() {
    return """
    EXISTS (
      SELECT 1 FROM model_versions n
      WHERE n.model_id = v.model_id AND %s AND n.base_model IS v.base_model AND NOT (%s))"""
        .formatted(isNewer("n"), IS_NOT_HERE);
  }

  /** SQL, where v is a version: another one of its model is newer. */
  private static String isNewer(String version) {
    return """
    (%1$s.version_index < v.version_index
      OR v.version_index IS NULL AND %1$s.published_at > v.published_at)"""
        .formatted(version);
  }

  /** SQL: a version may be one of {@link #isPaid}; in the words of an index. */
  public static String mayBePaid(String version) {
    return """
    (%1$s.paid_access IS NOT NULL OR %1$s.availability = 'EarlyAccess'
      OR %1$s.early_access_ends_at IS NOT NULL)"""
        .formatted(version);
  }

  /**
   * SQL, where v is a version: the row id of the newest version that is newer than v, can be
   * downloaded and is not ignored.
   *
   * @param anyBase whether versions for other base models count, too
   * @param paid whether versions that must be paid for count, too
   */
  public static String newest(boolean anyBase, boolean paid) {
    return newest(anyBase, paid, "NOT " + IgnoredVersions.hides("c"));
  }

  /** As {@link #newest}, also of versions that are ignored. */
  public static String newestOrIgnored(boolean anyBase, boolean paid) {
    return newest(anyBase, paid, "true");
  }

  private static String newest(boolean anyBase, boolean paid, String condition) {
    return """
    (
      SELECT c.id FROM model_versions c
      WHERE c.model_id = v.model_id AND c.version_index IS NOT NULL
        AND %s
        AND (%s OR c.base_model IS v.base_model)
        AND %s
        AND (%s OR NOT %s)
        AND %s
      ORDER BY c.version_index LIMIT 1
    )"""
        .formatted(isNewer("c"), anyBase, IS_DOWNLOADABLE, paid, isPaid("c"), condition);
  }
}
