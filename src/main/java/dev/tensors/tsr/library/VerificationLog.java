package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records which files {@code verify} found whole, and which damaged. */
public final class VerificationLog {

  /**
   * How a linked file differs from the files of its version at CivitAI, or from that of its
   * repository at Hugging Face.
   */
  public enum SourceDifference {
    /**
     * No difference is known: the file has the hash of one of the version's files, is not linked,
     * is linked by hand, or no hash is known.
     */
    NONE,
    /** The file has the weights of one of them under another header. */
    HEADER,
    /** The file is none of them, as after a conversion. */
    CONTENT,
    /** The repository has another content at the file's path and commit. */
    REPOSITORY
  }

  private final Database database;

  public VerificationLog(Database database) {
    this.database = database;
  }

  /**
   * The files to verify, those not verified for the longest time first.
   *
   * @param before ISO 8601, UTC: only files not verified since then; null: all files
   * @param selected further conditions of local_files
   */
  public List<LocalFile> due(@Nullable String before, Conditions selected) {
    Conditions due = new Conditions().and("missing_since IS NULL").and(selected);
    if (before != null) {
      due.and("(verified_at IS NULL OR verified_at < ?)", before);
    }
    return database.query(
        sql ->
            sql.list(
                LocalFiles.COLUMNS
                    + due.sql()
                    + " ORDER BY verified_at IS NOT NULL, verified_at, file_path",
                LocalFiles::file,
                due.values()));
  }

  /**
   * The given files that are due, in their order.
   *
   * @param before as of {@link #due}
   */
  public List<LocalFile> dueAmong(List<LocalFile> files, @Nullable String before) {
    if (before == null) {
      return files;
    }
    String named = Sql.array(files.stream().map(LocalFile::id).toList());
    Set<Long> ids =
        due(before, new Conditions().and("id IN (SELECT value FROM json_each(?))", named)).stream()
            .map(LocalFile::id)
            .collect(Collectors.toSet());
    return files.stream().filter(file -> ids.contains(file.id())).toList();
  }

  /**
   * Records that a file has its recorded content. Does nothing if another content was recorded
   * meanwhile, or the catalogue cannot be written.
   */
  public void recordWhole(LocalFile file, String now) {
    database.changeIfWritable(
        sql ->
            sql.update(
                """
                UPDATE local_files SET verified_at = ?, damaged_at = NULL, hash_source = 'read'
                WHERE id = ? AND sha256 = ?
                """,
                now,
                file.id(),
                file.sha256()));
  }

  /**
   * Records that a file no longer has its recorded content. Does nothing in the cases of {@link
   * #recordWhole}. The time of the first record stays.
   */
  public void recordDamage(LocalFile file, String now) {
    database.changeIfWritable(
        sql ->
            sql.update(
                """
                UPDATE local_files SET damaged_at = coalesce(damaged_at, ?)
                WHERE id = ? AND sha256 = ?
                """,
                now,
                file.id(),
                file.sha256()));
  }

  /** How a file with this SHA-256 differs from what it is linked to. */
  public SourceDifference differenceFromSources(long id, String sha256) {
    return database.query(
        sql ->
            sql.first(
                    """
                    SELECT CASE
                      WHEN EXISTS (
                        SELECT 1 FROM hf_files h
                        WHERE h.repo = l.hf_repo AND h.revision = l.hf_revision
                          AND h.path = l.hf_path AND h.sha256 <> ?1) THEN 'REPOSITORY'
                      WHEN l.link_match = 'weights' THEN 'HEADER'
                      WHEN l.link_source = 'manual' THEN 'NONE' -- as the user knows
                      WHEN (
                        SELECT max(h.hash_value = ?1)
                        FROM model_versions v
                        JOIN version_files f ON f.version_id = v.id
                        JOIN file_hashes h ON h.file_id = f.id AND h.hash_type = 'SHA256'
                        WHERE v.civitai_id = l.civitai_version_id) = 0 THEN 'CONTENT'
                      ELSE 'NONE' END
                    FROM local_files l WHERE l.id = ?2
                    """,
                    row -> SourceDifference.valueOf(row.getString(1)),
                    sha256,
                    id)
                .orElse(SourceDifference.NONE));
  }
}
