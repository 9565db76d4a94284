package dev.tensors.tsr.library.versions;

/**
 * SQL that finds, where f is a file that is linked to a repository at Hugging Face, another content
 * of its path at a newer commit, as far as commits are cached.
 */
public final class NewerCommits {

  /**
   * SQL: the branch whose newest commit counts: that of the file's commit; main, where that was
   * asked for by itself, or only a cache of Hugging Face's programs has told it.
   *
   * @see #OWN
   */
  public static final String BRANCH =
      """
      CASE WHEN own.revision IS NULL OR substr(own.revision, 1, length(own.ref)) = own.ref
        THEN 'main' ELSE own.ref END""";

  /** SQL: joins the file's commit, which need not be cached. */
  public static final String OWN =
      """
      LEFT JOIN hf_repositories own ON own.repo = f.hf_repo AND own.revision = f.hf_revision
      """;

  /**
   * SQL: the newest commit. A file whose own commit is not cached is older if it was written before
   * the newest one was asked for.
   */
  public static final String NEWEST =
      """
      (
        SELECT late.revision FROM hf_repositories late
        WHERE late.repo = f.hf_repo AND late.revision <> f.hf_revision AND late.ref = %s
          AND CASE WHEN own.revision IS NULL
              THEN f.mtime_ns / 1000000000 < CAST(strftime('%%s', late.fetched_at) AS INTEGER)
            WHEN own.ref = late.ref AND own.fetched_at <> late.fetched_at
              THEN own.fetched_at < late.fetched_at
            ELSE own.modified_at < late.modified_at END
        ORDER BY late.fetched_at DESC, late.modified_at DESC LIMIT 1
      )"""
          .formatted(BRANCH);

  /** SQL, where nh is the file at the newest commit: another content, which is not here. */
  public static final String IS_NOT_HERE =
      """
      nh.sha256 <> f.sha256 AND NOT EXISTS (
        SELECT 1 FROM local_files got
        WHERE got.sha256 = nh.sha256 AND got.missing_since IS NULL)""";

  private static final String NEWER =
      """
      hf_files nh %s
        WHERE nh.repo = f.hf_repo AND nh.path = f.hf_path AND nh.revision = %s AND %s"""
          .formatted(OWN, NEWEST, IS_NOT_HERE);

  /** SQL: whether there is such a content. */
  public static final String IS_OUTDATED =
      "f.hf_repo IS NOT NULL AND EXISTS (SELECT 1 FROM " + NEWER + ")";

  /** SQL: the commit that has such a content. */
  public static final String COMMIT = "(SELECT nh.revision FROM " + NEWER + ")";

  private NewerCommits() {}
}
