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

  /** How many rows of metadata one statement inserts at most. */
  private static final int ROWS_PER_INSERT = 16;

  /** The statements by their numbers of rows: long texts, which are made and hashed once. */
  private static final List<String> INSERTS = inserts();

  private HeaderMetadata() {}

  private static List<String> inserts() {
    List<String> inserts = new ArrayList<>();
    String insert = "INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES ";
    for (int rows = 0; rows <= ROWS_PER_INSERT; rows++) {
      inserts.add(insert);
      insert += (rows == 0 ? "" : ", ") + "(?1, ?, ?)";
    }
    return inserts;
  }

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
    List<@Nullable Object> values = new ArrayList<>();
    for (Map.Entry<String, @Nullable String> entry : metadata.entrySet()) {
      if (values.isEmpty()) {
        values.add(id);
      }
      values.add(entry.getKey());
      values.add(entry.getValue());
      if (values.size() > 2 * ROWS_PER_INSERT) {
        insert(sql, values);
      }
    }
    if (!values.isEmpty()) {
      insert(sql, values);
    }
  }

  private static void insert(Sql sql, List<@Nullable Object> values) throws SQLException {
    sql.update(INSERTS.get(values.size() / 2), values.toArray());
    values.clear();
  }
}
