package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores and reads the metadata in the headers of recorded files. */
final class HeaderMetadata {

  private static final String INSERT_METADATA =
      "INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES (?1, ?, ?)";

  /** How many rows of metadata one statement inserts at most. */
  private static final int ROWS_PER_INSERT = 16;

  private HeaderMetadata() {}

  /** The metadata of a file in the order of its header. */
  static Map<String, @Nullable String> of(Sql sql, long id) throws SQLException {
    Map<String, @Nullable String> metadata = new LinkedHashMap<>();
    sql.forEach(
        "SELECT key, value FROM safetensor_metadata WHERE local_file_id = ? ORDER BY id",
        row -> metadata.put(row.getString(1), row.getString(2)),
        id);
    return metadata;
  }

  /** Replaces the metadata of a file. */
  static void replace(Sql sql, long id, Map<String, @Nullable String> metadata)
      throws SQLException {
    sql.update("DELETE FROM safetensor_metadata WHERE local_file_id = ?", id);
    insert(sql, id, metadata);
  }

  /** Inserts many rows a statement: nearly all rows that a scan writes are metadata. */
  static void insert(Sql sql, long id, Map<String, @Nullable String> metadata) throws SQLException {
    List<Map.Entry<String, @Nullable String>> entries = List.copyOf(metadata.entrySet());
    for (int from = 0; from < entries.size(); from += ROWS_PER_INSERT) {
      List<Map.Entry<String, @Nullable String>> some =
          entries.subList(from, Math.min(entries.size(), from + ROWS_PER_INSERT));
      List<@Nullable Object> values = new ArrayList<>();
      values.add(id);
      for (Map.Entry<String, @Nullable String> entry : some) {
        values.add(entry.getKey());
        values.add(entry.getValue());
      }
      sql.update(INSERT_METADATA + ", (?1, ?, ?)".repeat(some.size() - 1), values.toArray());
    }
  }
}
