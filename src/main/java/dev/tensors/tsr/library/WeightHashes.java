package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of the weights of .safetensors files: the SHA-256 of all bytes after the header, which
 * stays the same when a program rewrites the header. All rows with one content have the same hash
 * of the weights, or none.
 */
public final class WeightHashes {

  /**
   * The rows that have such a hash, or could have one. A file without any byte after its header has
   * none: all such files would have the same one, the hash of nothing.
   */
  private static final String HAS_WEIGHTS =
      "(size_bytes > header_size + 8 AND lower(file_path) NOT LIKE '%.gguf')";

  private static final String CANDIDATES =
      """
      WITH contents AS (
        SELECT sha256, tensors_digest, size_bytes - header_size AS data_size,
          max(size_bytes) AS size_bytes, max(weights_sha256) AS weights_sha256
        FROM local_files
        WHERE missing_since IS NULL AND tensors_digest IS NOT NULL AND %s
        GROUP BY sha256
      )
      SELECT sha256, size_bytes, weights_sha256 FROM contents
      """
          .formatted(HAS_WEIGHTS);

  private static final String HAS_OTHER =
      """
      (tensors_digest, data_size) IN (
        SELECT tensors_digest, data_size FROM contents
        GROUP BY tensors_digest, data_size HAVING count(*) > 1)""";

  private static final String IS_LIKE_ONE_OF =
      """
      (tensors_digest, data_size) IN (
        SELECT tensors_digest, size_bytes - header_size FROM local_files WHERE %s)""";

  /**
   * A content whose tensors have the names, types, shapes and places of those of another content.
   *
   * @param sha256 of the whole file, upper case hex
   * @param sizeBytes of the whole file
   * @param weightsSha256 upper case hex; null: not computed
   */
  public record Candidate(String sha256, long sizeBytes, @Nullable String weightsSha256) {

    /** The content without its hash of the weights. */
    public Duplicates.Content content() {
      return new Duplicates.Content(sha256, sizeBytes);
    }
  }

  private final Database database;

  public WeightHashes(Database database) {
    this.database = database;
  }

  /**
   * The contents that may have the same weights as another one, the largest first: there is another
   * one with the same length of the tensors' data and the same tensors. Without missing files.
   *
   * @param some a condition on the column id: only those that may have the weights of such a file
   */
  public List<Candidate> candidates(Conditions some) {
    Conditions where = new Conditions().and(HAS_OTHER);
    if (!some.isEmpty()) {
      where.and(some.within(IS_LIKE_ONE_OF));
    }
    return database.query(
        sql ->
            sql.list(
                CANDIDATES + where.sql() + " ORDER BY size_bytes DESC, sha256",
                row -> new Candidate(row.getString(1), row.getLong(2), row.getString(3)),
                where.values()));
  }

  /** The number of files that an older tsr recorded without a digest of their tensors. */
  public long withoutDigest() {
    return database.query(
        sql ->
            sql.number(
                "SELECT count(*) FROM local_files"
                    + " WHERE missing_since IS NULL AND identified_version = 0 AND "
                    + HAS_WEIGHTS));
  }

  /** A file, if it still has this content and has weights. */
  public Optional<LocalFile> withWeights(long id, String sha256) {
    return database.query(
        sql ->
            sql.first(
                LocalFiles.COLUMNS + "WHERE id = ? AND sha256 = ? AND " + HAS_WEIGHTS,
                LocalFiles::file,
                id,
                sha256));
  }

  /**
   * Records the hash of a file's weights for all files with its content. Does nothing where the
   * catalogue cannot be written.
   *
   * @param weightsSha256 upper case hex
   */
  public void record(LocalFile file, String weightsSha256) {
    database.changeIfWritable(sql -> record(sql, file.sha256(), weightsSha256));
  }

  /** Looks at one row first, since a content can have thousands of rows. */
  public static void record(Sql sql, String sha256, String weightsSha256) throws SQLException {
    Optional<Boolean> recorded =
        sql.first(
            "SELECT weights_sha256 IS NOT NULL FROM local_files WHERE sha256 = ? LIMIT 1",
            row -> row.getBoolean(1),
            sha256);
    if (recorded.isPresent() && !recorded.get()) {
      sql.update(
          "UPDATE local_files SET weights_sha256 = ? WHERE sha256 = ?", weightsSha256, sha256);
    }
  }
}
