package dev.tensors.tsr.library;

import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.notes.Notes;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records the files that a scan found. */
public final class LocalFileWriter {

  /**
   * What a file with a new content has lost.
   *
   * @param version CivitAI's id of the version whose link by hand was dropped; null: none was
   * @param note whether the user's note stays with the old content
   */
  public record LostByChange(@Nullable Long version, boolean note) {

    public static final LostByChange NOTHING = new LostByChange(null, false);
  }

  private static final String INSERT =
      """
      INSERT INTO local_files
        (file_path, sha256, header_size, tensor_count, size_bytes, mtime_ns, file_key,
         weights_sha256, header_fingerprint, data_fingerprint, hash_source, %s)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
        coalesce(?8, (SELECT weights_sha256 FROM local_files WHERE sha256 = ?2 LIMIT 1)), ?9, ?10, ?11, %s)
      ON CONFLICT (file_path) DO NOTHING
      """
          .formatted(IdentityColumns.NAMES, IdentityColumns.parameters(12));

  private static final String UPDATE =
      "UPDATE local_files SET (%s) = (%s),\n"
              .formatted(IdentityColumns.NAMES, IdentityColumns.parameters(13))
          + """
        file_path = ?2,
        sha256 = ?3,
        header_size = ?4,
        tensor_count = ?5,
        size_bytes = ?6,
        mtime_ns = ?7,
        file_key = ?8,
        weights_sha256 = coalesce(
          ?9,
          CASE WHEN sha256 = ?3 THEN weights_sha256
          ELSE (SELECT c.weights_sha256 FROM local_files c WHERE c.sha256 = ?3 LIMIT 1) END),
        header_fingerprint = ?10,
        data_fingerprint = ?11,
        hash_source = ?12,
        verified_at = CASE WHEN sha256 = ?3 THEN verified_at END,
        damaged_at = NULL,
        missing_since = NULL,
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE id = ?1
      """;

  private static final String IDENTIFY =
      "UPDATE local_files SET (%s) = (%s) WHERE id = ?1 AND sha256 = ?2"
          .formatted(IdentityColumns.NAMES, IdentityColumns.parameters(3));

  private static final String LINKED_BY_HAND =
      """
      SELECT civitai_version_id IS NOT NULL AND link_source IS 'manual'
      FROM local_files WHERE id = ?
      """;

  private static final String COPY_LINK =
      """
      UPDATE local_files SET
        (civitai_model_id, civitai_version_id, link_source, link_match) = (
          SELECT civitai_model_id, civitai_version_id, link_source, link_match
          FROM local_files WHERE id = ?2 AND sha256 = ?3)
      WHERE id = ?1
      """;

  private final Database database;

  public LocalFileWriter(Database database) {
    this.database = database;
  }

  /** Records of which file of a repository at Hugging Face a file is a copy. */
  public void inRepository(String path, String repository, String commit, String there) {
    database.change(
        sql ->
            sql.update(
                """
                UPDATE local_files SET hf_repo = ?, hf_revision = ?, hf_path = ?
                WHERE file_path = ?
                """,
                repository,
                commit,
                there,
                path));
  }

  /** Makes several changes, each of a file, in one transaction. */
  public void inTransaction(Runnable changes) {
    database.changeInSmallSteps(sql -> changes.run());
  }

  /**
   * Records a file that is not recorded yet.
   *
   * @param copyId the id of a file with the same content, whose link the new file gets; null: none
   * @return the row's id; empty if this path is recorded already
   */
  public Optional<Long> add(String path, FileStamp stamp, FileRead read, @Nullable Long copyId) {
    return database.write(
        sql -> {
          recordWeightsOfCopies(sql, read);
          Optional<Long> added = sql.insert(INSERT, values(read, path, stamp));
          if (added.isPresent()) {
            HeaderMetadata.insert(sql, added.get(), read.metadata());
            if (copyId != null) {
              copyLink(sql, added.get(), read.sha256(), copyId);
            }
          }
          return added;
        });
  }

  /**
   * Records what was read of a file that is recorded already. Its link stays while the SHA-256
   * stays; where the data's fingerprint stays, and so only the header is new, a link by hand stays,
   * too, and the note is transferred to the new content.
   *
   * @param before the file as it is recorded now
   * @param path the file's path, which can be new
   * @param copyId the id of a file with the same content, whose link replaces a dropped one; null:
   *     none
   * @param renamed whether the recorded file has a new path, under which its link and notes stay
   */
  public LostByChange replace(
      LocalFile before,
      String path,
      FileStamp stamp,
      FileRead read,
      @Nullable Long copyId,
      boolean renamed) {
    return database.write(
        sql -> {
          long id = before.id();
          Long lost = null;
          boolean noteStays = false;
          boolean changed = !before.sha256().equals(read.sha256());
          boolean sameData = changed && !renamed && hasSameData(sql, before, stamp, read);
          if (changed) {
            boolean byHand = sql.number(LINKED_BY_HAND, id) == 1;
            if (!byHand || !sameData) {
              lost = byHand && !renamed ? before.versionId() : null;
              copyLink(sql, id, read.sha256(), copyId);
            }
          }
          recordWeightsOfCopies(sql, read);
          NotesBeside.follow(sql, id, path);
          sql.update(UPDATE, values(read, path, stamp, id));
          HeaderMetadata.replace(sql, id, read.metadata());
          if (sameData) {
            Notes.transfer(sql, before.sha256(), read.sha256());
            ExportedValues.transfer(sql, before.sha256(), read.sha256());
          } else if (changed) {
            noteStays = !renamed && Notes.has(sql, before.sha256());
          }
          return new LostByChange(lost, noteStays);
        });
  }

  private static void recordWeightsOfCopies(Sql sql, FileRead read) throws SQLException {
    if (read.weightsSha256() != null) {
      WeightHashes.record(sql, read.sha256(), read.weightsSha256());
    }
  }

  private static @Nullable String header(FileRead read) {
    return read.fingerprint() == null ? null : read.fingerprint().header();
  }

  /** The parameters of {@link #INSERT}; those of {@link #UPDATE} come after the row's id. */
  private static @Nullable Object[] values(
      FileRead read, String path, FileStamp stamp, Object... id) {
    List<@Nullable Object> values = new ArrayList<>(List.of(id));
    Collections.addAll(
        values,
        path,
        read.sha256(),
        read.headerSize(),
        read.tensorCount(),
        stamp.sizeBytes(),
        stamp.mtimeNs(),
        stamp.fileKey(),
        read.weightsSha256(),
        header(read),
        data(read),
        read.hashSource().word());
    return IdentityColumns.values(read.identity(), values.toArray());
  }

  private static @Nullable String data(FileRead read) {
    return read.fingerprint() == null ? null : read.fingerprint().data();
  }

  /** Whether only the headers differ: another program rewrote the header. */
  private static boolean hasSameData(Sql sql, LocalFile before, FileStamp stamp, FileRead read)
      throws SQLException {
    return before.headerSize() != null
        && read.headerSize() != null
        && before.weightsBytes() > 0
        && before.stamp().sizeBytes() - before.headerSize() == stamp.sizeBytes() - read.headerSize()
        && LocalFiles.fingerprint(sql, before.id())
            .map(Fingerprint::data)
            .filter(data -> data.equals(data(read)))
            .isPresent();
  }

  /** Copies another file's link, if that file still has this content; else removes the link. */
  private static void copyLink(Sql sql, long id, String sha256, @Nullable Long copyId)
      throws SQLException {
    sql.update(COPY_LINK, id, copyId, sha256);
  }

  /** Stores the identity of a recorded file, unless its content has changed since. */
  public void identify(LocalFile file, HeaderIdentity identity) {
    database.write(
        sql -> sql.update(IDENTIFY, IdentityColumns.values(identity, file.id(), file.sha256())));
  }

  /** Stores the fingerprint of a recorded file, unless its content has changed since. */
  public void setFingerprint(LocalFile file, Fingerprint taken) {
    database.write(
        sql ->
            sql.update(
                """
                UPDATE local_files SET header_fingerprint = ?, data_fingerprint = ?
                WHERE id = ? AND sha256 = ?
                """,
                taken.header(),
                taken.data(),
                file.id(),
                file.sha256()));
  }

  /**
   * Exchanges the paths of two recorded files. The second one has to be read again: what is at its
   * new path is not known yet.
   */
  public void exchangePaths(LocalFile moved, LocalFile displaced) {
    database.write(
        sql -> {
          NotesBeside.follow(sql, moved.id(), displaced.path());
          NotesBeside.follow(sql, displaced.id(), moved.path());
          sql.update("UPDATE local_files SET file_path = '' || id WHERE id = ?", displaced.id());
          sql.update(
              "UPDATE local_files SET file_path = ? WHERE id = ?", displaced.path(), moved.id());
          return sql.update(
              """
              UPDATE local_files SET file_path = ?, size_bytes = NULL, mtime_ns = NULL,
                file_key = NULL
              WHERE id = ?
              """,
              moved.path(),
              displaced.id());
        });
  }

  /**
   * Records the new path of a file, which keeps its id and link.
   *
   * @return false if the row has changed since it was looked up, or another one has the path
   */
  public boolean move(LocalFile file, String path) {
    return database.write(
        sql -> {
          boolean moved =
              sql.update(
                      """
                      UPDATE local_files SET file_path = ?1, missing_since = NULL,
                        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                      WHERE id = ?2 AND file_path = ?3 AND sha256 = ?4
                        AND NOT EXISTS (SELECT 1 FROM local_files WHERE file_path = ?1)
                      """,
                      path, file.id(), file.path(), file.sha256())
                  == 1;
          if (moved) {
            NotesBeside.followed(sql, file, path);
          }
          return moved;
        });
  }

  /**
   * Marks a file missing as of now.
   *
   * @return false if the file has another path by now, or was deleted
   */
  public boolean markMissing(long id, String path) {
    return database.write(
        sql ->
            sql.update(
                    """
                    UPDATE local_files SET
                      missing_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),
                      updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                    WHERE id = ? AND file_path = ?
                    """,
                    id, path)
                == 1);
  }

  /**
   * Records that a file is present and unchanged, perhaps with another file key.
   *
   * @return false if the row was deleted since
   */
  public boolean markFound(long id, @Nullable String fileKey) {
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
}
