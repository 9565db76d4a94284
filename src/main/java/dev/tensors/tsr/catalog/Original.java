package dev.tensors.tsr.catalog;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of the Python program that tsr succeeds. It has most of the catalogue's tables, by the
 * same names, but not their keys, nor their forms of times and hashes.
 */
final class Original {

  /**
   * Whether a database is one, also an older one that lacks some tables, and no other program's:
   * files and what is known of them, in columns of these names.
   */
  static final String IS_ORIGINAL =
      """
      SELECT count(*) FILTER (WHERE t.name = 'local_files') = 2
        AND count(*) FILTER (WHERE t.name <> 'local_files') > 0
      FROM sqlite_schema t JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND (t.name, c.name) IN (VALUES
        ('local_files', 'file_path'), ('local_files', 'sha256'),
        ('safetensor_metadata', 'local_file_id'), ('models', 'civitai_id'))
      """;

  /** Parents before their children. */
  private static final List<String> TABLES =
      List.of(
          "local_files",
          "safetensor_metadata",
          "creators",
          "models",
          "model_versions",
          "trained_words",
          "version_files",
          "file_hashes",
          "tags",
          "model_tags",
          "version_images",
          "image_video_metadata",
          "image_generation_params",
          "image_resources");

  private final Sql sql;

  Original(Sql sql) {
    this.sql = sql;
  }

  /** Makes a copy of the original readable under the name "original". */
  void attach(Path copy) throws SQLException {
    String uri = "file:" + copy.toAbsolutePath().toUri().getRawPath() + "?mode=ro&immutable=1";
    sql.update("ATTACH ? AS original", uri);
  }

  void detach() throws SQLException {
    sql.script("DETACH original");
  }

  /** Copies its rows into the empty tables of the newest schema. */
  void copy() throws SQLException {
    List<String> present =
        sql.list(
            "SELECT name FROM original.sqlite_schema WHERE type = 'table'",
            row -> row.getString(1));
    SearchTexts.makeAfter(sql, () -> copy(present));
    restoreTriggers();
  }

  private void copy(List<String> present) throws SQLException {
    for (String table : TABLES) {
      if (present.contains(table)) {
        new OriginalTable(sql, table, present).copy();
      }
    }
  }

  /** Somebody's own, which went with the tables that they were on. */
  private void restoreTriggers() throws SQLException {
    List<String> triggers =
        sql.list(
            """
            SELECT sql FROM original.sqlite_schema
            WHERE type = 'trigger' AND name NOT IN (SELECT name FROM main.sqlite_schema)
            """,
            row -> row.getString(1));
    for (String trigger : triggers) {
      sql.script(trigger);
    }
  }
}
