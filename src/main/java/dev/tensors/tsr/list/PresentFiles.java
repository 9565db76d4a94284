package dev.tensors.tsr.list;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;

/** Counts the recorded files that are not marked missing. */
final class PresentFiles {

  private static final String ARE_PRESENT = "missing_since IS NULL";

  private final Sql sql;

  PresentFiles(Sql sql) {
    this.sql = sql;
  }

  long count() throws SQLException {
    return sql.number("SELECT count(*) FROM local_files WHERE " + ARE_PRESENT);
  }

  long linked() throws SQLException {
    return sql.number(
        "SELECT count(*) FROM local_files WHERE civitai_version_id IS NOT NULL AND " + ARE_PRESENT);
  }

  /** The sizes of the files; hard links of one file count once. */
  long bytes() throws SQLException {
    return sql.number(
        """
        SELECT CAST(total(size_bytes) AS INTEGER) FROM (
          SELECT size_bytes FROM local_files WHERE %s GROUP BY coalesce(file_key, file_path)
        )
        """
            .formatted(ARE_PRESENT));
  }

  /** The files by their best known type and base model. */
  KindCounts kinds() throws SQLException {
    return KindCounts.of(sql, ARE_PRESENT);
  }

  /**
   * The number of contents that several files have; hard links do not count, nor do files whose
   * present content a scan refused.
   */
  long duplicates() throws SQLException {
    return sql.number(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM local_files
          WHERE %s AND file_path NOT IN (SELECT path FROM failed_files)
          GROUP BY sha256 HAVING count(DISTINCT coalesce(file_key, file_path)) > 1
        )
        """
            .formatted(ARE_PRESENT));
  }
}
