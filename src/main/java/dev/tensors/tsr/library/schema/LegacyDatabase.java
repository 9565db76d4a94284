package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.Schema.LegacyProgram;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.UserObjects;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The database of the Python program before tsr. It has most of the catalogue's tables under the
 * same names, but without their keys, and with times and hashes in other forms.
 */
final class LegacyDatabase implements LegacyProgram {

  /**
   * Whether a database is a legacy one: it has files, and metadata or models, in columns of these
   * names. Early ones lack some of the other tables.
   */
  private static final String IS_LEGACY =
      """
      SELECT count(*) FILTER (WHERE t.name = 'local_files') = 2
        AND count(*) FILTER (WHERE t.name <> 'local_files') > 0
      FROM sqlite_schema t JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name IN ('local_files', 'safetensor_metadata', 'models')
        AND (t.name, c.name) IN (VALUES
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

  private static final List<String> VIEWS = List.of("v_local_files_full", "v_models_with_latest");

  /**
   * The indexes and triggers that a user added to a legacy database. Its own indexes are named ix_,
   * the table, and the columns.
   */
  private static final String USER_OBJECTS =
      """
      SELECT type, name, lower(tbl_name), sql FROM main.sqlite_schema
      WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
        AND substr(name, 1, length(tbl_name) + 4) <> 'ix_' || tbl_name || '_'
      ORDER BY type, rowid
      """;

  @Override
  public boolean recognizes(Sql sql) throws SQLException {
    return sql.number(IS_LEGACY) == 1;
  }

  @Override
  public Set<String> replacedNames() {
    Set<String> names = new HashSet<>(TABLES);
    names.addAll(VIEWS);
    return names;
  }

  @Override
  public List<UserObjects.UserObject> dropReplaced(Sql sql) throws SQLException {
    List<UserObjects.UserObject> dropped = new ArrayList<>();
    // Not from the copy: a trigger may name a table of the user that was renamed since.
    for (UserObjects.UserObject object : sql.list(USER_OBJECTS, LegacyDatabase::userObject)) {
      if (replacedNames().contains(object.table())) {
        dropped.add(object);
      }
    }
    sql.script(CatalogueSchema.read("legacy.sql"));
    return dropped;
  }

  private static UserObjects.UserObject userObject(ResultSet row) throws SQLException {
    return new UserObjects.UserObject(
        row.getString(1), row.getString(2), row.getString(3), row.getString(4));
  }

  @Override
  public int targetVersion() {
    return 4;
  }

  @Override
  public void copyRows(Sql sql, Path copy, DatabaseListener listener) throws SQLException {
    String uri = "file:" + copy.toUri().getRawPath() + "?mode=ro&immutable=1";
    sql.update("ATTACH ? AS legacy", uri);
    SearchTexts.updateAfter(sql, () -> copyTables(sql, copy, listener));
  }

  private static void copyTables(Sql sql, Path copy, DatabaseListener listener)
      throws SQLException {
    List<String> present =
        sql.list(
            "SELECT name FROM legacy.sqlite_schema WHERE type = 'table'", row -> row.getString(1));
    for (String table : TABLES) {
      if (present.contains(table)) {
        long leftOut = new LegacyTable(sql, table, present).copy();
        if (leftOut > 0) {
          listener.leftOut(table, leftOut, copy);
        }
      }
    }
  }

  @Override
  public void detachCopy(Sql sql) throws SQLException {
    sql.script("DETACH legacy");
  }
}
