package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Sql;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the recorded files that are present. Missing files do not count, and neither do files in
 * folders that are gone, as after a disk was removed or a library was moved.
 */
final class PresentFiles {

  private static final String FOLDER =
      "rtrim(file_path, replace(file_path, '%s', ''))".formatted(File.separator);

  private final Sql sql;

  /** In SQL: whether a file is present. */
  private final String condition;

  private PresentFiles(Sql sql, String condition) {
    this.sql = sql;
    this.condition = condition;
  }

  /** Looks for each folder on the disk. Must share a transaction with the counts. */
  static PresentFiles of(Sql sql) throws SQLException {
    List<String> gone = goneFolders(sql);
    if (gone.isEmpty()) {
      return new PresentFiles(sql, "missing_since IS NULL");
    }
    sql.update("CREATE TEMP TABLE gone_folders (folder TEXT PRIMARY KEY) WITHOUT ROWID");
    for (String folder : gone) {
      sql.update("INSERT OR IGNORE INTO gone_folders VALUES (?)", folder);
    }
    return new PresentFiles(
        sql, "missing_since IS NULL AND " + FOLDER + " NOT IN (SELECT folder FROM gone_folders)");
  }

  /** With a separator at the end of each. */
  private static List<String> goneFolders(Sql sql) throws SQLException {
    List<String> gone = new ArrayList<>();
    String[] last = {""};
    sql.each(
        "SELECT file_path FROM local_files ORDER BY file_path",
        row -> row.getString(1),
        path -> {
          String folder = path.substring(0, path.lastIndexOf(File.separatorChar) + 1);
          if (!folder.equals(last[0])) {
            last[0] = folder;
            if (isGone(folder)) {
              gone.add(folder);
            }
          }
        });
    return gone;
  }

  private static boolean isGone(String folder) {
    try {
      return Files.notExists(Path.of(folder));
    } catch (InvalidPathException e) {
      return true;
    }
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

  /** The number of contents that several files have; hard links do not count. */
  long duplicates() throws SQLException {
    return sql.number(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM local_files WHERE %s
          GROUP BY sha256 HAVING count(DISTINCT coalesce(file_key, file_path)) > 1
        )
        """
            .formatted(condition));
  }
}
