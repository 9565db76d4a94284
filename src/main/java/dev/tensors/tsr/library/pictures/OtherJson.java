package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The JSON beside the user's own pictures that is no workflow, and need not be read again. */
public final class OtherJson {

  /**
   * A file.
   *
   * @param mtimeNs its modification time, nanoseconds since 1970
   */
  public record OtherFile(String path, long sizeBytes, long mtimeNs) {

    /** Whether the file is as it was when it was read. */
    public boolean is(FileStamp now) {
      return sizeBytes == now.sizeBytes() && mtimeNs == now.mtimeNs();
    }
  }

  private static final String SELECT = "SELECT path, size_bytes, mtime_ns FROM other_json ";

  private final Database database;

  public OtherJson(Database database) {
    this.database = database;
  }

  private static OtherFile file(ResultSet row) throws SQLException {
    return new OtherFile(row.getString(1), row.getLong(2), row.getLong(3));
  }

  /** The file at a path, and those after it, in the order of their paths. */
  public List<OtherFile> from(String path, int limit) {
    return database.query(
        sql ->
            sql.list(
                SELECT + "WHERE path >= ? AND path < x'' ORDER BY path LIMIT ?",
                OtherJson::file,
                path,
                limit));
  }

  /** The files below a folder, in the order of their paths. */
  public Pages.Source<OtherFile> below(String folder) {
    return PathRange.rowsBelow(folder, database, SELECT, "path", OtherJson::file, OtherFile::path);
  }

  /** Records files in one transaction. */
  public void write(Collection<OtherFile> files) {
    database.change(
        sql -> {
          for (OtherFile file : files) {
            sql.update(
                "INSERT OR REPLACE INTO other_json VALUES (?, ?, ?)",
                file.path(),
                file.sizeBytes(),
                file.mtimeNs());
          }
        });
  }

  /** Forgets files in one transaction. */
  public void forget(Collection<OtherFile> files) {
    if (!files.isEmpty()) {
      database.change(
          sql -> {
            for (OtherFile file : files) {
              sql.update("DELETE FROM other_json WHERE path = ?", file.path());
            }
          });
    }
  }
}
