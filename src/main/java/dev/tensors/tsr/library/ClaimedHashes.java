package dev.tensors.tsr.library;

import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that the catalogue of another machine knows, for files with the name, size and time of
 * one there: on a network disk that both read, no file need be hashed twice.
 */
public final class ClaimedHashes {

  /** None are known. */
  public static final ClaimedHashes NONE = new ClaimedHashes();

  /**
   * An index of the other catalogue's files, which only this connection sees. Some protocols of
   * network disks cut times to units of 100 ns.
   */
  private static final String INDEX =
      """
      CREATE TEMP TABLE claimed AS SELECT size_bytes, mtime_ns / 100 AS time, id FROM local_files
        WHERE size_bytes IS NOT NULL AND header_fingerprint IS NOT NULL
          AND data_fingerprint IS NOT NULL;
      CREATE INDEX temp.claimed_of ON claimed (size_bytes, time);
      """;

  private static final String OF =
      """
      SELECT f.file_path, f.sha256, f.weights_sha256, f.header_fingerprint, f.data_fingerprint
      FROM temp.claimed c JOIN local_files f ON f.id = c.id
      WHERE c.size_bytes = ? AND c.time = ? / 100 ORDER BY f.id
      """;

  private final @Nullable Database other;

  private ClaimedHashes() {
    this.other = null;
  }

  public ClaimedHashes(Database other) {
    this.other = other;
    other.query(
        sql -> {
          sql.script(INDEX);
          return true;
        });
  }

  /** The hashes that a file may have. */
  public List<ClaimedHash> of(Path file, FileStamp stamp) {
    if (other == null) {
      return List.of();
    }
    String name = String.valueOf(file.getFileName());
    List<ClaimedHash> claims = new ArrayList<>();
    other.query(
        sql ->
            sql.forEach(
                OF,
                row -> {
                  if (isNamed(row.getString(1), name)) {
                    claims.add(
                        new ClaimedHash(
                            row.getString(2),
                            HashSource.CATALOGUE,
                            row.getString(3),
                            new Fingerprint(row.getString(4), row.getString(5))));
                  }
                },
                stamp.sizeBytes(),
                stamp.mtimeNs()));
    return claims;
  }

  /** The other machine can be one whose paths are written otherwise. */
  private static boolean isNamed(String path, String name) {
    return path.endsWith('/' + name) || path.endsWith('\\' + name);
  }
}
