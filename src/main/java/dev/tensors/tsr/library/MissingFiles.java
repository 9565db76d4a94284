package dev.tensors.tsr.library;

import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files that are marked missing, and the deletion of files that are gone. */
public final class MissingFiles {

  /**
   * A file that is gone.
   *
   * @param id its row
   * @param path where it was
   * @param sha256 upper case hex
   * @param missingSince ISO 8601, UTC; null: no scan has found that it is gone
   * @param hasOnlyLink whether it is linked by hand, and no copy that is here can take the link
   *     over
   */
  public record MissingFile(
      long id,
      String path,
      @Nullable String sha256,
      @Nullable String missingSince,
      boolean hasOnlyLink) {}

  private static final String SELECT =
      """
      SELECT id, file_path, sha256, missing_since,
        civitai_version_id IS NOT NULL AND link_source IS 'manual' AND NOT EXISTS (
          SELECT 1 FROM local_files copy
          WHERE copy.sha256 = f.sha256 AND copy.id <> f.id AND copy.missing_since IS NULL
        ) AS has_only_link
      FROM local_files f
      """;

  /** The copies of a file that is linked by hand, which themselves are not. */
  private static final String GIVE_LINK_TO_COPIES =
      """
      UPDATE local_files SET
        (civitai_model_id, civitai_version_id, link_source, link_match) = (
          SELECT civitai_model_id, civitai_version_id, link_source, link_match
          FROM local_files WHERE id = ?1),
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE sha256 = ?2 AND (civitai_version_id IS NULL OR link_source IS NOT 'manual')
        AND EXISTS (
          SELECT 1 FROM local_files
          WHERE id = ?1 AND civitai_version_id IS NOT NULL AND link_source = 'manual')
      """;

  private final Database database;

  public MissingFiles(Database database) {
    this.database = database;
  }

  private static MissingFile file(ResultSet row) throws SQLException {
    return new MissingFile(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBoolean("has_only_link"));
  }

  /**
   * The files that have been missing since before a time.
   *
   * @param before ISO 8601, UTC; null: all missing files
   */
  public List<MissingFile> since(@Nullable String before) {
    return database.query(
        sql ->
            sql.list(
                SELECT
                    + """
                    WHERE missing_since IS NOT NULL AND (?1 IS NULL OR missing_since < ?1)
                    ORDER BY file_path
                    """,
                MissingFiles::file,
                before));
  }

  /** The recorded files, missing or not, below a folder, in the order of their paths. */
  public Pages.Source<MissingFile> below(String folder) {
    return PathRange.rowsBelow(
        folder, database, SELECT, "file_path", MissingFiles::file, MissingFile::path);
  }

  /** The recorded file with this path, missing or not; none or one. */
  public List<MissingFile> at(String path) {
    return database.query(
        sql -> sql.list(SELECT + "WHERE file_path = ?", MissingFiles::file, path));
  }

  /**
   * Deletes the rows that {@link #since} returns, with their metadata and links.
   *
   * @param selected others stay
   * @return the deleted files
   */
  public List<MissingFile> forget(@Nullable String before, Predicate<MissingFile> selected) {
    return database.write(
        sql -> {
          List<MissingFile> files = since(before).stream().filter(selected).toList();
          for (MissingFile file : files) {
            forget(sql, file);
          }
          return files;
        });
  }

  /**
   * Deletes files in one transaction, with their metadata and links; but not those that have
   * changed since they were looked up.
   *
   * @return the deleted files
   */
  public List<MissingFile> forget(Collection<MissingFile> files) {
    return database.write(
        sql -> {
          List<MissingFile> forgotten = new ArrayList<>();
          for (MissingFile file : files) {
            if (forget(sql, file)) {
              forgotten.add(file);
            }
          }
          return forgotten;
        });
  }

  /** Deletes a file. A link made by hand is given to its copies, since it cannot be found again. */
  private static boolean forget(Sql sql, MissingFile file) throws SQLException {
    sql.update(GIVE_LINK_TO_COPIES, file.id(), file.sha256());
    boolean forgotten =
        sql.update(
                "DELETE FROM local_files WHERE id = ? AND file_path = ? AND sha256 = ?",
                file.id(),
                file.path(),
                file.sha256())
            == 1;
    if (forgotten && file.sha256() != null) {
      NotesBeside.outdate(sql, file.id(), file.sha256(), file.path());
    }
    return forgotten;
  }
}
