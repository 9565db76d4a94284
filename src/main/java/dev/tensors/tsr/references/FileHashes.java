package dev.tensors.tsr.references;

import dev.tensors.tsr.sqlite.Database;
import java.util.List;

/** The hashes of recorded files that are known without reading them. */
public final class FileHashes {

  /**
   * The hashes of one kind that CivitAI lists for the content. For weights, the hash that tsr
   * computed is added.
   */
  private static final String AT_CIVITAI =
      """
      SELECT h.hash_value FROM file_hashes own JOIN file_hashes h ON h.file_id = own.file_id
      WHERE own.hash_type = 'SHA256' AND own.hash_value = ?2 AND h.hash_type = ?3
      """;

  private static final String WEIGHTS =
      """
      SELECT weights_sha256 FROM local_files WHERE id = ?1 AND weights_sha256 IS NOT NULL
      UNION ALL
      """;

  private final Database database;

  public FileHashes(Database database) {
    this.database = database;
  }

  /**
   * The hashes of one kind, upper case hex, some of them cut; none if none is known, and none for
   * AutoV1 and CRC32, which different files share.
   */
  public List<String> of(MatchedFile file, ModelMatch kind) {
    return switch (kind) {
      case SHA256, AUTOV2 -> file.sha256() == null ? List.of() : List.of(file.sha256());
      case WEIGHTS -> read(WEIGHTS + AT_CIVITAI, file, "AutoV3");
      case BLAKE3 -> read(AT_CIVITAI, file, "BLAKE3");
      default -> List.of();
    };
  }

  private List<String> read(String query, MatchedFile file, String type) {
    return database.query(
        sql -> sql.list(query, row -> row.getString(1), file.fileId(), file.sha256(), type));
  }
}
