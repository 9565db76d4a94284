package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what a scan found of files. */
public final class LocalFileWriter {

  private static final String INSERT =
      """
      INSERT INTO local_files
        (file_path, sha256, header_size, tensor_count, size_bytes, mtime_ns, file_key)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (file_path) DO NOTHING
      RETURNING id
      """;

  private static final String UPDATE =
      """
      UPDATE local_files SET
        file_path = ?2,
        sha256 = ?3,
        header_size = ?4,
        tensor_count = ?5,
        size_bytes = ?6,
        mtime_ns = ?7,
        file_key = ?8,
        verified_at = CASE WHEN sha256 = ?3 THEN verified_at END,
        damaged_at = NULL,
        missing_since = NULL,
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE id = ?1
      """;

  private static final String LINKED_BY_HAND =
      """
      SELECT civitai_version_id IS NOT NULL AND link_source IS 'manual'
      FROM local_files WHERE id = ?
      """;

  private static final String TAKE_LINK =
      """
      UPDATE local_files SET
        (civitai_model_id, civitai_version_id, link_source, link_match) = (
          SELECT civitai_model_id, civitai_version_id, link_source, link_match
          FROM local_files WHERE id = ?2 AND sha256 = ?3)
      WHERE id = ?1
      """;

  private static final String INSERT_METADATA =
      "INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES (?1, ?, ?)";

  /** How many rows of metadata one statement inserts. */
  private static final int MOST_ROWS = 16;

  private final Database database;

  public LocalFileWriter(Database database) {
    this.database = database;
  }

  /** Does several of the changes below in one transaction. */
  public void together(Runnable changes) {
    database.write(
        sql -> {
          changes.run();
          return null;
        });
  }

  /**
   * Records a file that is not recorded yet.
   *
   * @param linked the id of a file with the same content whose link the new one gets; null: none
   * @return the row's id; empty if this path is recorded already
   */
  public Optional<Long> add(String path, FileStamp stamp, Fingerprint read, Long linked) {
    return database.write(
        sql -> {
          Optional<Long> added =
              sql.first(
                  INSERT,
                  row -> row.getLong(1),
                  path,
                  read.sha256(),
                  read.headerSize(),
                  read.tensorCount(),
                  stamp.sizeBytes(),
                  stamp.mtimeNs(),
                  stamp.fileKey());
          if (added.isPresent()) {
            insert(sql, added.get(), List.copyOf(read.metadata().entrySet()));
            if (linked != null) {
              takeLink(sql, added.get(), read.sha256(), linked);
            }
          }
          return added;
        });
  }

  /**
   * Records what was read of a file over what was recorded before. Its link stays while the SHA-256
   * does; a link made by hand also where another program only wrote a new header.
   *
   * @param before the file as it is recorded now
   * @param path the file's path, which may be a new one
   * @param linked the id of a file with the same content, whose link replaces one that is dropped;
   *     null: none
   * @return CivitAI's id of the version to which the file was linked by hand until now; null if
   *     there was no such link, or it stays
   */
  public Long replace(
      LocalFile before, String path, FileStamp stamp, Fingerprint read, Long linked) {
    return database.write(
        sql -> {
          long id = before.id();
          Long lost = null;
          if (!before.sha256().equals(read.sha256())) {
            boolean byHand = sql.number(LINKED_BY_HAND, id) == 1;
            if (!byHand || !sameTensors(before, stamp, read)) {
              lost = byHand ? before.versionId() : null;
              takeLink(sql, id, read.sha256(), linked);
            }
          }
          sql.update(
              UPDATE,
              id,
              path,
              read.sha256(),
              read.headerSize(),
              read.tensorCount(),
              stamp.sizeBytes(),
              stamp.mtimeNs(),
              stamp.fileKey());
          sql.update("DELETE FROM safetensor_metadata WHERE local_file_id = ?", id);
          insert(sql, id, List.copyOf(read.metadata().entrySet()));
          return lost;
        });
  }

  /** Whether two contents differ in nothing but the header, as far as lengths and counts tell. */
  private static boolean sameTensors(LocalFile before, FileStamp stamp, Fingerprint read) {
    return before.headerSize() != null
        && before.stamp().sizeBytes() - before.headerSize() == stamp.sizeBytes() - read.headerSize()
        && read.tensorCount().equals(before.tensorCount());
  }

  /** Gives a file the link of another one, if that still has this content, or none. */
  private static void takeLink(Sql sql, long id, String sha256, Long linked) throws SQLException {
    sql.update(TAKE_LINK, id, linked, sha256);
  }

  /** Many rows at once: nearly all that a scan writes is metadata. */
  private static void insert(Sql sql, long id, List<Map.Entry<String, String>> metadata)
      throws SQLException {
    for (int from = 0; from < metadata.size(); from += MOST_ROWS) {
      List<Map.Entry<String, String>> some =
          metadata.subList(from, Math.min(metadata.size(), from + MOST_ROWS));
      List<Object> values = new ArrayList<>();
      values.add(id);
      for (Map.Entry<String, String> entry : some) {
        values.add(entry.getKey());
        values.add(entry.getValue());
      }
      sql.update(INSERT_METADATA + ", (?1, ?, ?)".repeat(some.size() - 1), values.toArray());
    }
  }

  /** Gives a file its new path; id and link stay. */
  public void move(long id, String path) {
    update("file_path = ?, missing_since = NULL", path, id);
  }

  /** Marks a file missing as of now. */
  public void markMissing(long id) {
    update("missing_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", id);
  }

  /**
   * Says that a file is there as it was read, perhaps under another file key.
   *
   * @return false if the row was forgotten since
   */
  public boolean markFound(long id, String fileKey) {
    return database.write(
        sql ->
            sql.update(
                    """
                UPDATE local_files SET
                  file_key = ?2,
                  updated_at =
                    CASE WHEN missing_since IS NULL THEN updated_at
                    ELSE strftime('%Y-%m-%dT%H:%M:%SZ', 'now') END,
                  missing_since = NULL
                WHERE id = ?1
                """,
                    id, fileKey)
                == 1);
  }

  private void update(String assignments, Object... values) {
    database.write(
        sql ->
            sql.update(
                "UPDATE local_files SET "
                    + assignments
                    + ", updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?",
                values));
  }
}
