package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;

/** Compares the metadata in the headers of recorded files. */
public final class HeaderDifferences {

  /**
   * The keys of metadata in which one header differs from another.
   *
   * @param added the keys that only this header has
   * @param removed the keys that only the other header has
   * @param changed the keys that both have, with different values
   */
  public record HeaderDifference(List<String> added, List<String> removed, List<String> changed) {}

  private static final String DIFFERENT =
      """
      SELECT h.key, o.id IS NULL AS added
      FROM safetensor_metadata h
      LEFT JOIN safetensor_metadata o ON o.local_file_id = ?2 AND o.key = h.key
      WHERE h.local_file_id = ?1 AND (o.id IS NULL OR h.value IS NOT o.value)
      ORDER BY h.key
      """;

  private static final String REMOVED =
      """
      SELECT key FROM safetensor_metadata o WHERE local_file_id = ?2 AND NOT EXISTS (
        SELECT 1 FROM safetensor_metadata h WHERE h.local_file_id = ?1 AND h.key = o.key)
      ORDER BY key
      """;

  private final Database database;

  public HeaderDifferences(Database database) {
    this.database = database;
  }

  /** The keys of metadata in which a file differs from another one. */
  public HeaderDifference of(LocalFile file, LocalFile other) {
    return database.query(
        sql -> {
          List<String> added = new ArrayList<>();
          List<String> changed = new ArrayList<>();
          sql.forEach(
              DIFFERENT,
              row -> (row.getBoolean("added") ? added : changed).add(row.getString("key")),
              file.id(),
              other.id());
          List<String> removed =
              sql.list(REMOVED, row -> row.getString("key"), file.id(), other.id());
          return new HeaderDifference(added, removed, changed);
        });
  }
}
