package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.StringJoiner;

/**
 * Counts the recorded files that are present. Missing files do not count, and neither do files in
 * folders that are gone, as after a disk was removed or a library was moved.
 */
final class PresentFiles {

  private final Sql sql;

  /** In SQL: whether a file is present. */
  private final String condition;

  private PresentFiles(Sql sql, String condition) {
    this.sql = sql;
    this.condition = condition;
  }

  /** Looks for each folder on the disk. Must share a transaction with the counts. */
  static PresentFiles of(Sql sql) throws SQLException {
    StringJoiner gone = new StringJoiner(",", "[", "]").setEmptyValue("");
    GoneFolders folders = new GoneFolders();
    sql.forEach(
        "SELECT file_path, id FROM local_files ORDER BY file_path",
        row -> {
          if (folders.isIn(row.getString(1))) {
            gone.add(row.getString(2));
          }
        });
    if (gone.length() == 0) {
      return new PresentFiles(sql, "missing_since IS NULL");
    }
    sql.update("CREATE TEMP TABLE gone_files (id INTEGER PRIMARY KEY)");
    sql.update("INSERT INTO gone_files SELECT value FROM json_each(?)", gone.toString());
    return new PresentFiles(sql, "missing_since IS NULL AND id NOT IN (SELECT id FROM gone_files)");
  }

  long count() throws SQLException {
    return sql.number("SELECT count(*) FROM local_files WHERE " + condition);
  }

  long linked() throws SQLException {
    return sql.number(
        "SELECT count(*) FROM local_files WHERE civitai_version_id IS NOT NULL AND " + condition);
  }

  /** The sizes of the files; hard links of one file count once. */
  long bytes() throws SQLException {
    return sql.number(
        """
        SELECT coalesce(sum(size_bytes), 0) FROM (
          SELECT size_bytes FROM local_files WHERE %s GROUP BY coalesce(file_key, file_path)
        )
        """
            .formatted(condition));
  }

  /** The files by their best known type and base model. */
  KindCounts kinds() throws SQLException {
    return KindCounts.of(sql, condition);
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
            .formatted(condition));
  }
}
