package dev.tensors.tsr.library;

import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.text.Folding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that a scan refused, recorded so that later scans neither read nor report them. */
public final class FailedFiles {

  /**
   * A file that a scan refused.
   *
   * @param path its real path; of a broken symlink its own path
   * @param sizeBytes its length when it was refused
   * @param mtimeNs its modification time then, nanoseconds since 1970
   * @param reason why it is no model, to be shown to a user
   * @param failedAt when it was first refused for this reason; ISO 8601, UTC
   */
  public record FailedFile(
      String path, long sizeBytes, long mtimeNs, String reason, String failedAt) {

    /** Whether a file with this stamp has not changed since it was refused. */
    public boolean isUnchanged(FileStamp stamp) {
      return sizeBytes == stamp.sizeBytes() && mtimeNs == stamp.mtimeNs();
    }
  }

  private static final String SELECT =
      """
      SELECT path, path AS file_path, size_bytes, mtime_ns, reason, failed_at FROM failed_files
      """;

  private final Database database;

  public FailedFiles(Database database) {
    this.database = database;
  }

  private static FailedFile file(ResultSet row) throws SQLException {
    return new FailedFile(
        row.getString("path"),
        row.getLong("size_bytes"),
        row.getLong("mtime_ns"),
        row.getString("reason"),
        row.getString("failed_at"));
  }

  /** The refused file with this path. */
  public Optional<FailedFile> byPath(String path) {
    return database.query(sql -> sql.first(SELECT + "WHERE path = ?", FailedFiles::file, path));
  }

  /** The paths of present files that are recorded with an earlier content. */
  public Set<String> recordedPaths() {
    return database.query(
        sql ->
            new HashSet<>(
                sql.list(
                    """
                    SELECT path FROM failed_files CROSS JOIN local_files ON file_path = path
                    WHERE missing_since IS NULL
                    """,
                    row -> row.getString(1))));
  }

  /** The refused file with this path and the next ones, in the order of their paths. */
  public List<FailedFile> from(String path, int limit) {
    return database.query(
        sql ->
            sql.list(
                SELECT + "WHERE path >= ? AND path < x'' ORDER BY path LIMIT ?",
                FailedFiles::file,
                path,
                limit));
  }

  /** The refused files below a folder, in the order of their paths. */
  public Pages.Source<FailedFile> below(String folder) {
    return PathRange.rowsBelow(
        folder, database, SELECT, "path", FailedFiles::file, FailedFile::path);
  }

  /** The first refused files whose name has a text in it, in any case. */
  public List<FailedFile> called(String text, int limit) {
    String part = Folding.of(text);
    List<FailedFile> called = new ArrayList<>();
    database.query(
        sql ->
            sql.every(
                SELECT + "ORDER BY path",
                FailedFiles::file,
                file -> {
                  if (Folding.of(RecordedPath.name(file.path())).contains(part)) {
                    called.add(file);
                  }
                  return called.size() < limit;
                }));
    return called;
  }

  /** Records why a file was refused. The recorded time stays while the reason stays. */
  public void remember(String path, FileStamp stamp, String reason) {
    database.write(
        sql ->
            sql.update(
                """
                INSERT INTO failed_files (path, size_bytes, mtime_ns, reason, failed_at)
                VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                ON CONFLICT (path) DO UPDATE SET
                  failed_at = CASE reason WHEN excluded.reason THEN failed_at ELSE excluded.failed_at END,
                  size_bytes = excluded.size_bytes,
                  mtime_ns = excluded.mtime_ns,
                  reason = excluded.reason
                """,
                path, stamp.sizeBytes(), stamp.mtimeNs(), reason));
  }

  /** Deletes the record of a refused file. */
  public void forget(String path) {
    database.write(sql -> sql.update("DELETE FROM failed_files WHERE path = ?", path));
  }

  /** Gives a refused file the path where it is now. */
  public void move(String oldPath, String path) {
    database.write(
        sql ->
            sql.update(
                "UPDATE OR REPLACE failed_files SET path = ? WHERE path = ?", path, oldPath));
  }
}
