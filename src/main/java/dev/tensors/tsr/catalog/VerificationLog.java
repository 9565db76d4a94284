package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which files were read again, and which of them were found as recorded and which damaged. */
public final class VerificationLog {

  private final Database database;

  public VerificationLog(Database database) {
    this.database = database;
  }

  /**
   * The files that are to be verified, those first that were not for the longest time.
   *
   * @param before ISO 8601, UTC: only those that were not verified since; null: all
   */
  public List<LocalFile> due(String before) {
    return database.query(
        sql ->
            sql.list(
                LocalFiles.COLUMNS
                    + """
                    WHERE missing_since IS NULL
                      AND (?1 IS NULL OR verified_at IS NULL OR verified_at < ?1)
                    ORDER BY verified_at IS NOT NULL, verified_at, file_path
                    """,
                LocalFiles::file,
                before));
  }

  /**
   * Those of some files that are to be verified, in their order.
   *
   * @param before as of {@link #due(String)}
   */
  public List<LocalFile> dueAmong(List<LocalFile> files, String before) {
    if (before == null) {
      return files;
    }
    Set<Long> ids = due(before).stream().map(LocalFile::id).collect(Collectors.toSet());
    return files.stream().filter(file -> ids.contains(file.id())).toList();
  }

  /**
   * Remembers that a file was as recorded, unless another content was recorded meanwhile, or the
   * catalogue may not be written.
   */
  public void rememberWhole(LocalFile file, String now) {
    database.changeIfWritable(
        sql ->
            sql.update(
                """
                UPDATE local_files SET verified_at = ?, damaged_at = NULL
                WHERE id = ? AND sha256 = ?
                """,
                now,
                file.id(),
                file.sha256()));
  }

  /**
   * Remembers that a file has another content than recorded, unless that was recorded meanwhile, or
   * the catalogue may not be written. The time stays when it is found damaged again.
   */
  public void rememberDamage(LocalFile file, String now) {
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

  /**
   * Whether the version that a file is linked to has no file with this SHA-256, although it has
   * files with one.
   */
  public boolean differsFromCivitai(long id, String sha256) {
    return database.query(
        sql ->
            sql.number(
                    """
                    SELECT coalesce(max(h.hash_value = ?) = 0, 0)
                    FROM local_files l
                    JOIN model_versions v ON v.civitai_id = l.civitai_version_id
                    JOIN version_files f ON f.version_id = v.id
                    JOIN file_hashes h ON h.file_id = f.id AND h.hash_type = 'SHA256'
                    WHERE l.id = ?
                    """,
                    sha256,
                    id)
                == 1);
  }
}
