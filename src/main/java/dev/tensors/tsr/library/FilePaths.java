package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives recorded files new paths. Where a file of the same content is recorded at the new path, as
 * after a scan of a copied library, the two rows become one.
 */
public final class FilePaths {

  /** Whether a file can get a path. */
  public enum Fit {
    FREE,

    /** A file of the same content is recorded there. */
    SAME_CONTENT,

    /** A file of another content is recorded there. */
    OTHER_CONTENT,

    /** A file of the same content is recorded there; both are linked by hand, and differently. */
    OTHER_LINK
  }

  /** What is known of the file that is at the new path. */
  public enum Known {
    /** It has the recorded size. */
    SIZE,

    /** It is the recorded file itself. */
    MOVED,

    /** It was read just now, and has the recorded content. */
    READ
  }

  private record Row(long id, String sha256, @Nullable Long versionId, boolean byHand) {}

  private static final String SELECT =
      "SELECT id, sha256, civitai_version_id, link_source IS 'manual' AS by_hand FROM local_files\n";

  /**
   * What is known of the file at the path is known of the other row's; how its hash is known, too.
   */
  private static final String TAKE_STATE =
      """
      UPDATE local_files SET
        (size_bytes, mtime_ns, file_key, verified_at, hash_source, damaged_at) = (
          SELECT size_bytes, mtime_ns, file_key, verified_at, hash_source,
            coalesce(damaged_at, local_files.damaged_at)
          FROM local_files other WHERE id = ?2)
      WHERE id = ?1
      """;

  private static final String TAKE_LINK =
      """
      UPDATE local_files SET
        (civitai_model_id, civitai_version_id, link_source, link_match) = (
          SELECT civitai_model_id, civitai_version_id, link_source, link_match
          FROM local_files WHERE id = ?2)
      WHERE id = ?1
      """;

  private static final String MOVE =
      """
      UPDATE local_files SET file_path = ?2, missing_since = NULL,
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE id = ?1
      """;

  private static final String SET_KEY = "UPDATE local_files SET file_key = ?2 WHERE id = ?1";

  private static final String SET_STAMP =
      "UPDATE local_files SET size_bytes = ?2, mtime_ns = ?3, file_key = ?4 WHERE id = ?1";

  private static final String SET_READ =
      """
      UPDATE local_files SET size_bytes = ?2, mtime_ns = ?3, file_key = ?4, hash_source = 'read',
        verified_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), damaged_at = NULL
      WHERE id = ?1
      """;

  private final Database database;

  public FilePaths(Database database) {
    this.database = database;
  }

  /** Makes several changes in one transaction. */
  public void inTransaction(Runnable changes) {
    database.change(sql -> changes.run());
  }

  /** Whether a file can get a path, as far as the catalogue knows. */
  public Fit fit(LocalFile file, String path) {
    return database.query(
        sql -> {
          Optional<Row> own = sql.first(SELECT + "WHERE id = ?", FilePaths::row, file.id());
          return own.isEmpty() ? Fit.FREE : fit(own.get(), there(sql, path));
        });
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getString("sha256"),
        Sql.nullableLong(row, "civitai_version_id"),
        row.getBoolean("by_hand"));
  }

  private static Optional<Row> there(Sql sql, String path) throws SQLException {
    return sql.first(SELECT + "WHERE file_path = ?", FilePaths::row, path);
  }

  private static Fit fit(Row own, Optional<Row> there) {
    if (there.isEmpty()) {
      return Fit.FREE;
    }
    Row other = there.get();
    if (!other.sha256().equals(own.sha256())) {
      return Fit.OTHER_CONTENT;
    }
    boolean bothByHand = isByHand(own) && isByHand(other);
    return bothByHand && !Objects.equals(own.versionId(), other.versionId())
        ? Fit.OTHER_LINK
        : Fit.SAME_CONTENT;
  }

  private static boolean isByHand(Row row) {
    return row.byHand() && row.versionId() != null;
  }

  /**
   * Changes a file's path. Of a file that was found by its size, keeps the recorded size and time,
   * so that the next scan reads it if they differ on the disk.
   *
   * @param now the stamp of the file at the path; of one that was moved, that to record
   * @return {@link Fit#FREE} or {@link Fit#SAME_CONTENT} if the path was changed, else the
   *     obstacle; empty if the row has changed or was deleted since it was looked up
   */
  public Optional<Fit> move(LocalFile file, String path, FileStamp now, Known known) {
    return database.write(
        sql -> {
          Optional<Row> own =
              sql.first(
                  SELECT + "WHERE id = ? AND file_path = ? AND sha256 = ?",
                  FilePaths::row,
                  file.id(),
                  file.path(),
                  file.sha256());
          if (own.isEmpty()) {
            return Optional.empty();
          }
          Optional<Row> there = there(sql, path);
          Fit fit = fit(own.get(), there);
          if (fit == Fit.SAME_CONTENT) {
            absorb(sql, own.get(), there.orElseThrow(), known);
          }
          if (fit == Fit.FREE || fit == Fit.SAME_CONTENT) {
            NotesBeside.follow(sql, file.id(), path);
            sql.update(MOVE, file.id(), path);
            if (known != Known.SIZE) {
              sql.update(
                  known == Known.READ ? SET_READ : SET_STAMP,
                  file.id(),
                  now.sizeBytes(),
                  now.mtimeNs(),
                  now.fileKey());
            } else if (fit == Fit.FREE && file.stamp().hasSizeAndTimeOf(now)) {
              sql.update(SET_KEY, file.id(), now.fileKey());
            }
          }
          return Optional.of(fit);
        });
  }

  private static void absorb(Sql sql, Row own, Row other, Known known) throws SQLException {
    if (known == Known.SIZE) {
      sql.update(TAKE_STATE, own.id(), other.id());
    }
    if (other.versionId() != null
        && (own.versionId() == null || isByHand(other) && !isByHand(own))) {
      sql.update(TAKE_LINK, own.id(), other.id());
    }
    sql.update("DELETE FROM local_files WHERE id = ?", other.id());
  }
}
