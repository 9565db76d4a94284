package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * What in the catalogue begins with a text that is being typed: of each kind at most {@link #MOST},
 * so that the answer is there before the next key, however much is catalogued. Names that begin in
 * the case that was typed go before all others: only where there are none, those in any case are
 * found, which reads all names.
 */
public final class CompletionValues {

  /** One that begins so, with a few words on what it is, or null. */
  public record Beginning(String name, String description) {}

  /** More than a screen shows. */
  public static final int MOST = 100;

  /** The last character that there is: no name that begins so comes after it. */
  private static final String LAST = "\uDBFF\uDFFF";

  private static final long LARGEST_ID = Integer.MAX_VALUE;

  private static final String FILES =
      """
      SELECT %1$s AS name, m.name
      FROM local_files f LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      WHERE f.missing_since IS NULL AND %%s
      LIMIT %2$d
      """
          .formatted(LocalFiles.NAME, MOST);

  private static final String MODELS = "SELECT m.civitai_id, m.name FROM models m WHERE ";

  private final Database database;

  public CompletionValues(Database database) {
    this.database = database;
  }

  /** The names of files that are there. */
  public List<Beginning> fileNames(String start) {
    String inPath = File.separator + start;
    List<Beginning> exact =
        list(
            FILES.formatted(
                "instr(file_path, ?2) > 0 AND substr(%s, 1, length(?1)) = ?1"
                    .formatted(LocalFiles.NAME)),
            start,
            inPath);
    return exact.isEmpty()
        ? list(
            FILES.formatted(
                "file_path LIKE ?2 ESCAPE '\\' AND substr(%s, 1, length(?1)) = ?1 COLLATE NOCASE"
                    .formatted(LocalFiles.NAME)),
            start,
            "%" + inPath.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        : exact;
  }

  /**
   * The cached models whose id at CivitAI begins so, those first that a file is linked to.
   *
   * @param start digits, or nothing
   */
  public List<Beginning> models(String start) {
    if (start.isEmpty()) {
      List<Beginning> linked =
          list(
              MODELS + "m.civitai_id IN (SELECT civitai_model_id FROM local_files) LIMIT ?1", MOST);
      return linked.isEmpty() ? list(MODELS + "1 ORDER BY m.civitai_id LIMIT ?1", MOST) : linked;
    }
    List<Beginning> models = new ArrayList<>();
    long first =
        start.length() < 11 && !start.startsWith("0") ? Long.parseLong(start) : Long.MAX_VALUE;
    for (long least = first, count = 1; least <= LARGEST_ID; least *= 10, count *= 10) {
      models.addAll(
          list(
              MODELS + "m.civitai_id BETWEEN ?1 AND ?2 ORDER BY m.civitai_id LIMIT ?3",
              least,
              least + count - 1,
              MOST - models.size()));
    }
    return models;
  }

  public List<Beginning> tags(String start) {
    return column("tags", "name", start);
  }

  public List<Beginning> creators(String start) {
    return column("creators", "username", start);
  }

  private List<Beginning> column(String table, String column, String start) {
    String select = "SELECT %2$s, NULL FROM %1$s WHERE ".formatted(table, column);
    List<Beginning> exact =
        list(
            select + "%1$s BETWEEN ?1 AND ?2 ORDER BY %1$s LIMIT ?3".formatted(column),
            start,
            start + LAST,
            MOST);
    return exact.isEmpty()
        ? list(
            select
                + "substr(%1$s, 1, length(?1)) = ?1 COLLATE NOCASE ORDER BY %1$s LIMIT ?2"
                    .formatted(column),
            start,
            MOST)
        : exact;
  }

  private List<Beginning> list(String select, Object... values) {
    return database.query(
        sql -> sql.list(select, row -> new Beginning(row.getString(1), row.getString(2)), values));
  }
}
