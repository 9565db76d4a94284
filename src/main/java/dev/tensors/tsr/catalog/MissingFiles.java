package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that are marked missing. */
public final class MissingFiles {

  /**
   * A missing file.
   *
   * @param id its row
   * @param path where it was
   * @param sha256 upper case hex
   * @param missingSince ISO 8601, UTC
   */
  public record MissingFile(long id, String path, String sha256, String missingSince) {}

  private final Database database;

  public MissingFiles(Database database) {
    this.database = database;
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
                """
                SELECT id, file_path, sha256, missing_since FROM local_files
                WHERE missing_since IS NOT NULL AND (?1 IS NULL OR missing_since < ?1)
                ORDER BY file_path
                """,
                row ->
                    new MissingFile(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                before));
  }

  /**
   * Deletes the rows that {@link #since} returns, with their metadata and links.
   *
   * @return the deleted files
   */
  public List<MissingFile> forget(@Nullable String before) {
    return database.write(
        sql -> {
          List<MissingFile> files = since(before);
          for (MissingFile file : files) {
            sql.update("DELETE FROM local_files WHERE id = ?", file.id());
          }
          return files;
        });
  }
}
